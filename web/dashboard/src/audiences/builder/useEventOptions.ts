import { $api } from '../../api'
import { useFormat } from '../../shared'
import { eventOptions, type EventSubject } from './options'

/** The events that can be asked for in this workspace, for a Select. */
export function useEventOptions(chosen: string, subject: EventSubject = 'contact') {
  const format = useFormat()
  const names = $api.useQuery('get', '/api/events/names')
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const integrations = $api.useQuery('get', '/api/integrations')
  return eventOptions(
    {
      catalogue: catalogue.data ?? [],
      names: names.data ?? [],
      // Until it is known what is connected, nothing is said to be missing.
      integrations: integrations.data ?? [],
    },
    chosen,
    (count) => format.number(count),
    subject,
  )
}
