import { useThrottledCallback } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { $api } from '../api'
import { useEventStream } from '../events/useEventStream'

const pace = 2_000

/** Keeps a contact's page current: it is asked for anew when something happened with them. */
export function useContactNews(contactId: string, listening: boolean): void {
  const queryClient = useQueryClient()
  const init = { params: { query: { contactId, limit: 1 } } }
  const latest = $api.useQuery('get', '/api/events', init, { enabled: listening })
  const ask = useThrottledCallback(
    () => void queryClient.invalidateQueries({ queryKey: ['get', '/api/events', init] }),
    pace,
  )
  useEventStream(listening, ask)
  const newest = latest.data?.items[0]?.id
  const known = useRef(newest)
  useEffect(() => {
    const grown = known.current !== undefined && newest !== undefined && newest !== known.current
    if (newest !== undefined) known.current = newest
    if (!grown) return
    const path = { params: { path: { id: contactId } } }
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/{id}', path] })
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/{id}/timeline'] })
  }, [newest, contactId, queryClient])
}
