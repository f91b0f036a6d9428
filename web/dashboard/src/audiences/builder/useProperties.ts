import { $api } from '../../api'

/** What is known of the properties of an event. */
export function useProperties(event: string) {
  const properties = $api.useQuery(
    'get',
    '/api/events/{name}/properties',
    { params: { path: { name: event } } },
    { enabled: event !== '' },
  )
  return properties.data ?? []
}
