import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'
import { DataCards } from './DataCards'
import classes from './DataList.module.css'
import { DataTable } from './DataTable'
import { ErrorState } from './ErrorState'
import { useFormat } from './useFormat'
import { useRowKeys } from './useRowKeys'
import type { Rows } from './rows'

export interface Column<Row> {
  id: string
  header: ReactNode
  cell: (row: Row) => ReactNode
  /** Figures stand to the right. */
  align?: 'right'
  width?: number | string
  /** Left out of the cards that a phone shows. */
  onPhone?: boolean
}

/** Rows that are ticked. */
export interface Selection {
  keys: ReadonlySet<string>
  onChange: (keys: ReadonlySet<string>) => void
  /** Every row that matches is meant, those too that are not on screen. */
  all?: boolean
}

export interface DataListProps<Row> {
  /** Names the list: "Contacts". */
  label: string
  /** What one row is, for the count below: `['contact']`. */
  noun: readonly [one: string, many?: string]
  /** The first column names the row; with `onOpen` it is the button that opens it. */
  columns: readonly Column<Row>[]
  rows: Rows<Row>
  rowKey: (row: Row) => string
  onOpen?: ((row: Row) => void) | undefined
  /** The key of the row whose peek is open. */
  selected?: string | undefined
  /** With it, rows can be ticked. */
  selection?: Selection | undefined
  /** Shown instead of the table when there is nothing: an EmptyState, another one when filters are set. */
  empty: ReactNode
}

/** A list: a table with a sticky header, cards on a phone; j, k and Enter; more rows on request. */
export function DataList<Row>(props: DataListProps<Row>) {
  const { rows, empty } = props
  const phone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false })
  const box = useRef<HTMLDivElement>(null)
  useRowKeys(box)
  if (rows.items === undefined && rows.error != null)
    return <ErrorState error={rows.error} onRetry={rows.retry} />
  if (rows.items?.length === 0 && !rows.stale) return <>{empty}</>
  return (
    <div ref={box} className={classes['list']} data-stale={rows.stale} aria-busy={rows.items === undefined}>
      {rows.error != null && <ErrorState error={rows.error} onRetry={rows.retry} />}
      {phone ? <DataCards {...props} /> : <DataTable {...props} />}
      {rows.items !== undefined && <Foot {...props} shown={rows.items.length} />}
    </div>
  )
}

function Foot<Row>({ rows, noun, shown }: DataListProps<Row> & { shown: number }) {
  const format = useFormat()
  return (
    <div className={classes['foot']}>
      <span>
        {format.count(shown, noun[0], noun[1])}
        {rows.hasMore && ' shown, there are more'}
      </span>
      {rows.hasMore && (
        <Button variant="default" size="xs" onClick={rows.loadMore} loading={rows.loadingMore}>
          Load more
        </Button>
      )}
    </div>
  )
}
