import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { StatusPill } from '../../shared'
import { channelWord, consentWord } from '../consent'
import { fieldText } from '../fields/fieldText'
import classes from './Imports.module.css'
import { outcomes, type PreviewRow } from './importWords'

/** The first rows as they would be. */
export function Preview({ preview }: { preview: components['schemas']['ImportPreview'] }) {
  const fields = $api.useQuery('get', '/api/contact-fields').data?.items ?? []
  return (
    <div className={classes['scroll']}>
      <Table aria-label="The first rows as they would be">
        <Table.Thead>
          <Table.Tr>
            {['', 'Name', 'E-mail', 'Phone', 'Customer id', 'Further'].map((heading) => (
              <Table.Th key={heading}>{heading}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {preview.rows.map((row) => (
            <Row key={row.row} row={row} fields={fields} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  )
}

interface RowProps {
  row: PreviewRow
  fields: readonly components['schemas']['ContactFieldView'][]
}

function Row({ row, fields }: RowProps) {
  const { tone, word } = outcomes[row.outcome]
  const pill = <StatusPill tone={tone}>{word}</StatusPill>
  if (row.reason !== null)
    return (
      <Table.Tr>
        <Table.Td>{pill}</Table.Td>
        <Table.Td colSpan={5} className={classes['reason'] ?? ''}>
          {row.reason}
        </Table.Td>
      </Table.Tr>
    )
  const further = [
    ...row.tags,
    ...row.consents.map((said) => `${channelWord(said.channel)}: ${consentWord(said.status).toLowerCase()}`),
    ...fields
      .map((field) => [field.label, fieldText(field, row.fields)] as const)
      .filter(([, value]) => value !== '–')
      .map(([label, value]) => `${label}: ${value}`),
  ]
  return (
    <Table.Tr>
      <Table.Td>
        {row.contactId === null ? (
          pill
        ) : (
          <Link to="/contacts/$id" params={{ id: row.contactId }}>
            {pill}
          </Link>
        )}
      </Table.Td>
      <Table.Td>{[row.firstName, row.lastName].filter((name) => name !== null).join(' ') || '–'}</Table.Td>
      <Table.Td>{row.email ?? '–'}</Table.Td>
      <Table.Td>{row.phone ?? '–'}</Table.Td>
      <Table.Td>{row.customerId ?? '–'}</Table.Td>
      <Table.Td>{further.join(' · ') || '–'}</Table.Td>
    </Table.Tr>
  )
}
