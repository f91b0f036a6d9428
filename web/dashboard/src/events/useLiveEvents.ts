import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { $api, api, bodyOf } from '../api'
import { byCursor, pagedRows } from '../shared'
import { type EventPages, newestOf, pagesAfter } from './arrivals'
import type { EventQuery } from './filters'
import { useEventStream } from './useEventStream'

const mostAtOnce = 200

/** The event history as far as it was paged through, with what arrives put on top while `live`. */
export function useLiveEvents(query: EventQuery, live: boolean) {
  const init = { params: { query: { ...query, limit: 50 } } }
  const queryClient = useQueryClient()
  // The stream keeps the list current; to ask again for all its pages would only throw away what arrived.
  const list = $api.useInfiniteQuery('get', '/api/events', init, {
    ...byCursor,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  const catchUp = async (): Promise<void> => {
    const key = ['get', '/api/events', init]
    const there = queryClient.getQueryData<EventPages>(key)
    // Its first page is still on its way and will hold whatever the news are about.
    if (there === undefined) return
    const after = newestOf(there)
    const arrived = await bodyOf(
      api.GET('/api/events', { params: { query: { ...query, limit: mostAtOnce, ...(after && { after }) } } }),
    )
    if (arrived.items.length === 0) return
    queryClient.setQueryData<EventPages>(key, (pages) => pages && pagesAfter(pages, arrived))
  }
  const ask = useOneAtATime()
  const line = useEventStream(live, () => ask(catchUp))
  return { rows: pagedRows(list), line }
}

/** While a question is under way, news only make it be asked once more. One that failed is repeated with the next news. */
function useOneAtATime(): (question: () => Promise<void>) => void {
  const state = useRef<'idle' | 'asking' | 'again'>('idle')
  const ask = (question: () => Promise<void>): void => {
    if (state.current !== 'idle') {
      state.current = 'again'
      return
    }
    state.current = 'asking'
    const then = () => {
      const again = state.current === 'again'
      state.current = 'idle'
      if (again) ask(question)
    }
    question().then(then, then)
  }
  return ask
}
