import { Checkbox, Skeleton, Table, UnstyledButton } from '@mantine/core'
import type { MouseEvent } from 'react'
import type { Column, DataListProps } from './DataList'
import classes from './DataList.module.css'
import { ticked, toggled } from './selection'

const isControl = (event: MouseEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest('button, a, input, label, [role="checkbox"], [data-ticks]') !== null

/** The table of a DataList. */
export function DataTable<Row>(props: DataListProps<Row>) {
  const { label, columns, rows } = props
  return (
    <div className={classes['scroll']}>
      <Table
        borderColor="var(--bk-line)"
        highlightOnHoverColor="var(--bk-hover)"
        aria-label={label}
        highlightOnHover={props.onOpen !== undefined}
      >
        <Table.Thead className={classes['head'] ?? ''}>
          <Table.Tr>
            {props.selection && <TickAll {...props} />}
            {columns.map((column) => (
              <Table.Th key={column.id} scope="col" w={column.width} ta={column.align ?? 'left'}>
                {column.header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.items === undefined ? (
            <SkeletonRows columns={columns} ticks={props.selection !== undefined} />
          ) : (
            rows.items.map((row) => <TableRow key={props.rowKey(row)} row={row} {...props} />)
          )}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function TickAll<Row>({ label, rows, rowKey, selection }: DataListProps<Row>) {
  const keys = rows.items?.map(rowKey) ?? []
  const some = keys.filter((key) => ticked(selection, key)).length
  return (
    <Table.Th scope="col" w={40}>
      <Checkbox
        size="xs"
        aria-label={`Select all ${label.toLowerCase()} shown`}
        checked={keys.length > 0 && some === keys.length}
        indeterminate={some > 0 && some < keys.length}
        onChange={() => selection?.onChange(some === keys.length ? new Set() : new Set(keys))}
      />
    </Table.Th>
  )
}

function TableRow<Row>(props: DataListProps<Row> & { row: Row }) {
  const { row, columns, onOpen, rowKey, selected, selection } = props
  const key = rowKey(row)
  const open = onOpen && (() => onOpen(row))
  return (
    <Table.Tr
      data-row
      className={classes['row'] ?? ''}
      data-opens={open !== undefined}
      data-selected={selected === key || undefined}
      onClick={open && ((event) => !isControl(event) && open())}
    >
      {selection && (
        <Table.Td data-ticks>
          <Checkbox
            size="xs"
            aria-label="Select this row"
            checked={ticked(selection, key)}
            onChange={() => selection.onChange(toggled(selection.keys, key))}
          />
        </Table.Td>
      )}
      {columns.map((column, index) => (
        <Table.Td
          key={column.id}
          ta={column.align ?? 'left'}
          className={column.align === 'right' ? 'bk-figures' : ''}
        >
          {index === 0 && open ? (
            <UnstyledButton className={classes['name'] ?? ''} onClick={open}>
              {column.cell(row)}
            </UnstyledButton>
          ) : (
            column.cell(row)
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  )
}

function SkeletonRows<Row>({ columns, ticks }: { columns: readonly Column<Row>[]; ticks: boolean }) {
  return Array.from({ length: 8 }, (_, row) => (
    <Table.Tr key={row} className="bk-shows-late">
      {ticks && <Table.Td />}
      {columns.map((column, index) => (
        <Table.Td key={column.id}>
          <Skeleton
            height={12}
            my={4}
            width={`${index === 0 ? 70 : 45 + ((row * 7 + index * 13) % 30)}%`}
            ml={column.align === 'right' ? 'auto' : 0}
          />
        </Table.Td>
      ))}
    </Table.Tr>
  ))
}
