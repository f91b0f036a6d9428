import { describe, expect, it } from 'vitest'
import {
  type EventPage,
  type EventPages,
  type EventRow,
  heldAt,
  mostRows,
  newestOf,
  pagesAfter,
} from './arrivals'

const event = (id: string): EventRow => ({
  id,
  name: 'cart_abandoned',
  status: null,
  occurredAt: '2026-11-21T08:00:00Z',
  receivedAt: '2026-11-21T08:00:01Z',
  source: { id: 'src_1', kind: 'cart_api', name: 'Cart API' },
  contact: null,
  warningCount: 0,
  properties: null,
})

const page = (ids: string[], nextCursor: string | null = null): EventPage => ({
  items: ids.map(event),
  nextCursor,
})

const list = (...pages: EventPage[]): EventPages => ({
  pages,
  pageParams: pages.map((_, index) => (index === 0 ? null : 'older')),
})

const idsOf = (pages: EventPages) => pages.pages.map(({ items }) => items.map(({ id }) => id))

describe('newestOf', () => {
  it('is the first row of the first page', () => {
    expect(newestOf(list(page(['c', 'b'], 'older'), page(['a'])))).toBe('c')
  })
  it('is unknown while the list is empty', () => {
    expect(newestOf(list(page([])))).toBeUndefined()
    expect(newestOf(undefined)).toBeUndefined()
  })
})

describe('pagesAfter', () => {
  it('adds to the first page and leaves the others and their cursors alone', () => {
    const grown = pagesAfter(list(page(['b'], 'older'), page(['a'])), page(['c']))
    expect(idsOf(grown)).toEqual([['c', 'b'], ['a']])
    expect(grown.pages[0]?.nextCursor).toBe('older')
    expect(grown.pageParams).toEqual([null, 'older'])
  })
  it('shows an event once although it was brought twice', () => {
    expect(idsOf(pagesAfter(list(page(['b', 'a'])), page(['c', 'b'])))).toEqual([['c', 'b', 'a']])
  })
  it('begins anew when more arrived than one answer holds', () => {
    expect(idsOf(pagesAfter(list(page(['a'])), page(['z', 'y'], 'more')))).toEqual([['z', 'y']])
  })
  it('begins anew when the list has grown too long', () => {
    const long = list(page(Array.from({ length: mostRows }, (_, index) => `e${index}`)))
    expect(idsOf(pagesAfter(long, page(['new'])))).toEqual([['new']])
  })
})

describe('heldAt', () => {
  const rows = ['d', 'c', 'b', 'a'].map(event)
  it('keeps what was on top on top and counts what waits', () => {
    const { shown, waiting } = heldAt(rows, 'c')
    expect([shown.map(({ id }) => id), waiting]).toEqual([['c', 'b', 'a'], 1])
  })
  it('shows everything when nothing is held or the held row is gone', () => {
    expect(heldAt(rows, undefined)).toEqual({ shown: rows, waiting: 0 })
    expect(heldAt(rows, 'x')).toEqual({ shown: rows, waiting: 0 })
  })
})
