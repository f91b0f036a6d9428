import { Checkbox, Skeleton, UnstyledButton } from '@mantine/core'
import type { DataListProps } from './DataList'
import classes from './DataList.module.css'
import { ticked, toggled } from './selection'

/** The cards of a DataList: the first column as the title, the others as named lines below. */
export function DataCards<Row>(props: DataListProps<Row>) {
  const { label, columns, rows, rowKey, onOpen, selected, selection } = props
  const [title, ...others] = columns
  const lines = others.filter((column) => column.onPhone !== false)
  if (rows.items === undefined)
    return (
      <div className={`${classes['cards'] ?? ''} bk-shows-late`}>
        {Array.from({ length: 5 }, (_, index) => (
          <Skeleton key={index} height={84} />
        ))}
      </div>
    )
  return (
    <ul className={classes['cards']} aria-label={label}>
      {rows.items.map((row) => (
        <li
          key={rowKey(row)}
          data-row
          className={classes['card']}
          data-selected={selected === rowKey(row) || undefined}
        >
          {selection && (
            <Checkbox
              className={classes['cardTick'] ?? ''}
              aria-label="Select this row"
              checked={ticked(selection, rowKey(row))}
              onChange={() => selection.onChange(toggled(selection.keys, rowKey(row)))}
            />
          )}
          <div className={classes['cardTitle']} data-ticks={selection !== undefined}>
            {onOpen ? (
              <UnstyledButton className={classes['cardButton'] ?? ''} onClick={() => onOpen(row)}>
                {title?.cell(row)}
              </UnstyledButton>
            ) : (
              title?.cell(row)
            )}
          </div>
          <dl className={classes['lines']}>
            {lines.map((column) => (
              <div key={column.id} className={classes['line']}>
                <dt>{column.header}</dt>
                <dd>{column.cell(row)}</dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  )
}
