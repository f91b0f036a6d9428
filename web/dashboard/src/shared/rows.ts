import type { InfiniteData, UseInfiniteQueryResult, UseQueryResult } from '@tanstack/react-query'

/** Where a DataList gets its rows from: one answer or page by page, it need not know. */
export interface Rows<Row> {
  /** Undefined until the first answer. */
  items: readonly Row[] | undefined
  error: unknown
  retry: () => void
  hasMore: boolean
  loadingMore: boolean
  loadMore: () => void
  /** Rows on screen belong to the filter before; the new ones are on their way. */
  stale: boolean
}

interface CursorPage<Row> {
  items: readonly Row[]
  nextCursor?: string | null
}

/** The options with which `$api.useInfiniteQuery` follows the API's cursors. */
export const byCursor = {
  pageParamName: 'cursor',
  initialPageParam: null,
  getNextPageParam: (page: { nextCursor?: string | null }) => page.nextCursor ?? null,
} as const

/** Rows of a list read page by page: `pagedRows($api.useInfiniteQuery('get', path, init, byCursor))`. */
export function pagedRows<Row>(
  query: UseInfiniteQueryResult<InfiniteData<CursorPage<Row>>, unknown>,
): Rows<Row> {
  return {
    items: query.data?.pages.flatMap((page) => page.items),
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: query.hasNextPage,
    loadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    stale: query.isPlaceholderData,
  }
}

/** Rows of a list that comes in one piece. */
export function allRows<Data, Row>(
  query: UseQueryResult<Data, unknown>,
  itemsOf: (data: Data) => readonly Row[],
): Rows<Row> {
  return {
    items: query.data === undefined ? undefined : itemsOf(query.data),
    error: query.error,
    retry: () => void query.refetch(),
    hasMore: false,
    loadingMore: false,
    loadMore: () => undefined,
    stale: query.isPlaceholderData,
  }
}
