import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState'
import type { Rows } from './rows'

interface CardListProps<Row> {
  /** Names the list: "Conflicts". */
  label: string
  rows: Rows<Row>
  rowKey: (row: Row) => string
  children: (row: Row) => ReactNode
  /** Shown instead when there is nothing: an EmptyState. */
  empty: ReactNode
  /** The classes of the list and of each of its items. */
  list: string | undefined
  item: string | undefined
}

/** Rows that are each more than a line of a table; more of them on request. */
export function CardList<Row>({ label, rows, rowKey, children, empty, list, item }: CardListProps<Row>) {
  if (rows.items === undefined)
    return rows.error != null ? <ErrorState error={rows.error} onRetry={rows.retry} /> : null
  if (rows.items.length === 0) return <>{empty}</>
  return (
    <>
      <ul className={list} aria-label={label}>
        {rows.items.map((row) => (
          <li key={rowKey(row)} className={item}>
            {children(row)}
          </li>
        ))}
      </ul>
      {rows.hasMore && (
        <Button variant="default" size="xs" mt="sm" onClick={rows.loadMore} loading={rows.loadingMore}>
          Load more
        </Button>
      )}
    </>
  )
}
