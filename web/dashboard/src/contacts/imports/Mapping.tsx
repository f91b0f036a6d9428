import { Button, Select, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { $api } from '../../api'
import { FieldDialog } from '../fields/FieldDialog'
import classes from './Imports.module.css'
import { type Import, targetData } from './importWords'

interface MappingProps {
  draft: Import
  columns: readonly string[]
  onChange: (columns: string[]) => void
}

/** Each column of the file with what stands in it and what it is. */
export function Mapping({ draft, columns, onChange }: MappingProps) {
  const fields = $api.useQuery('get', '/api/contact-fields')
  const [defining, setDefining] = useState<number>()
  const data = targetData(fields.data?.items ?? [])
  const set = (index: number, target: string) =>
    onChange(columns.map((old, at) => (at === index ? target : old)))
  return (
    <div className={classes['scroll']}>
      <Table aria-label="Columns of the file">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>In the file</Table.Th>
            <Table.Th>For example</Table.Th>
            <Table.Th miw={220}>Becomes</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {draft.headings.map((heading, index) => (
            <Table.Tr key={index}>
              <Table.Td fw={500}>{heading || `Column ${String(index + 1)}`}</Table.Td>
              <Table.Td>
                <Text size="sm" c="dimmed" lineClamp={1}>
                  {(draft.sample ?? [])
                    .map((row) => row[index] ?? '')
                    .filter((cell) => cell !== '')
                    .slice(0, 3)
                    .join(' · ') || '–'}
                </Text>
              </Table.Td>
              <Table.Td>
                <div className={classes['target']}>
                  <Select
                    flex={1}
                    aria-label={`What ${heading} is`}
                    placeholder="Left out"
                    data={data}
                    value={columns[index] || null}
                    onChange={(target) => set(index, target ?? '')}
                    clearable
                    searchable
                  />
                  {columns[index] === '' && (
                    <Button variant="subtle" size="xs" onClick={() => setDefining(index)}>
                      New field
                    </Button>
                  )}
                </div>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {defining !== undefined && (
        <FieldDialog
          label={draft.headings[defining] ?? ''}
          onClose={() => setDefining(undefined)}
          onMade={(field) => set(defining, `field:${field.key}`)}
        />
      )}
    </div>
  )
}
