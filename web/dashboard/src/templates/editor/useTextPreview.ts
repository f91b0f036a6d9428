import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData } from '@tanstack/react-query'
import { $api } from '../../api'

/** The text message as the server would send it now, to one contact; the one before stays until the new one is here. */
export function useTextPreview(text: string, contactId: string | undefined) {
  const [settled] = useDebouncedValue(text, 300)
  return $api.useQuery(
    'post',
    '/api/channels/sms/preview',
    { body: contactId === undefined ? { text: settled } : { text: settled, contactId } },
    { placeholderData: keepPreviousData, gcTime: 60_000 },
  )
}
