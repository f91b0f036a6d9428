import { Skeleton, Table, UnstyledButton } from '@mantine/core'
import type { MouseEvent } from 'react'
import type { Column, DataListProps } from './DataList'
import classes from './DataList.module.css'

const isControl = (event: MouseEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest('button, a, input, label, [role="checkbox"]') !== null

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
            {columns.map((column) => (
              <Table.Th key={column.id} scope="col" w={column.width} ta={column.align ?? 'left'}>
                {column.header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.items === undefined ? (
            <SkeletonRows columns={columns} />
          ) : (
            rows.items.map((row) => <TableRow key={props.rowKey(row)} row={row} {...props} />)
          )}
        </Table.Tbody>
      </Table>
    </div>
  )
}

function TableRow<Row>({ row, columns, onOpen, rowKey, selected }: DataListProps<Row> & { row: Row }) {
  const open = onOpen && (() => onOpen(row))
  return (
    <Table.Tr
      data-row
      className={classes['row'] ?? ''}
      data-opens={open !== undefined}
      data-selected={selected === rowKey(row) || undefined}
      onClick={open && ((event) => !isControl(event) && open())}
    >
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

function SkeletonRows<Row>({ columns }: { columns: readonly Column<Row>[] }) {
  return Array.from({ length: 8 }, (_, row) => (
    <Table.Tr key={row} className="bk-shows-late">
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
