import type { InfiniteData } from '@tanstack/react-query'
import type { components } from '../api'

export type EventRow = components['schemas']['EventRow']
export type EventPage = components['schemas']['PageOfEventRow']
export type EventPages = InfiniteData<EventPage, string | null>

/** A list that has grown longer begins again with its newest page: a screen left open all day must not grow without end. */
export const mostRows = 1_000

/** The id after which events are new to this list; undefined while it has none. Ids grow in the order of arrival. */
export const newestOf = (pages: EventPages | undefined): string | undefined => pages?.pages[0]?.items[0]?.id

/** The list after a question for what is new: the arrivals on top, each event once. */
export function pagesAfter(pages: EventPages, arrived: EventPage): EventPages {
  const [first, ...others] = pages.pages
  const total = pages.pages.reduce((sum, page) => sum + page.items.length, arrived.items.length)
  // A further page of arrivals would be a gap between them and the list.
  const startsAnew = first === undefined || arrived.nextCursor !== null || total > mostRows
  if (startsAnew) return { pages: [arrived], pageParams: [null] }
  const known = new Set(first.items.map(({ id }) => id))
  const items = [...arrived.items.filter(({ id }) => !known.has(id)), ...first.items]
  return { ...pages, pages: [{ ...first, items }, ...others] }
}

/** What is shown while the list must not move: from the row that was on top, with how many wait above it. */
export function heldAt<Row extends { id: string }>(
  items: readonly Row[],
  top: string | undefined,
): { shown: readonly Row[]; waiting: number } {
  const at = top === undefined ? -1 : items.findIndex(({ id }) => id === top)
  return at <= 0 ? { shown: items, waiting: 0 } : { shown: items.slice(at), waiting: at }
}
