import { Anchor, Button, Text } from '@mantine/core'
import { IconArrowLeft, IconForms } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { allRows, DataList, DateTime, EmptyState, Page, useFormat } from '../../shared'
import { FieldDialog } from './FieldDialog'
import { FieldMenu } from './FieldMenu'
import { kindWords } from './fieldText'

type Field = components['schemas']['ContactFieldView']

/** The custom fields of contacts. */
export function FieldsPage() {
  const mayChange = usePermission('contacts_write')
  const [adding, setAdding] = useState(false)
  const rows = allRows($api.useQuery('get', '/api/contact-fields'), (data) => data.items)
  const add = (
    <Button onClick={() => setAdding(true)} disabled={!mayChange}>
      New field
    </Button>
  )
  return (
    <Page
      title="Contact fields"
      about="Facts of your own about people, such as a shoe size or a birthday: from imports, from events, or typed in."
      back={
        <Anchor renderRoot={(props) => <Link to="/contacts" {...props} />} fz={13} c="dimmed">
          <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Contacts
        </Anchor>
      }
      actions={rows.items !== undefined && rows.items.length > 0 && add}
    >
      <DataList
        label="Contact fields"
        noun={['field']}
        rows={rows}
        rowKey={(field) => field.key}
        columns={[
          { id: 'label', header: 'Name', cell: (field) => field.label },
          { id: 'key', header: 'Key', cell: (field) => <code>{field.key}</code> },
          { id: 'kind', header: 'Holds', cell: (field) => <Kind field={field} /> },
          { id: 'kept', header: 'Kept out', cell: (field) => <KeptOut field={field} /> },
          { id: 'menu', header: '', width: 56, cell: (field) => mayChange && <FieldMenu field={field} /> },
        ]}
        empty={
          <EmptyState title="No fields yet" icon={<IconForms size={20} />} action={add}>
            Define what you want to know of people beside their name and addresses. Shops send values under
            the field’s key in the profile of an event.
          </EmptyState>
        }
      />
      {adding && <FieldDialog onClose={() => setAdding(false)} />}
    </Page>
  )
}

function Kind({ field }: { field: Field }) {
  return (
    <>
      {kindWords[field.kind]}
      {field.choices.length > 0 && (
        <Text span size="xs" c="dimmed">
          {' '}
          {field.choices.slice(0, 4).join(', ')}
          {field.choices.length > 4 && ', …'}
        </Text>
      )}
    </>
  )
}

function KeptOut({ field }: { field: Field }) {
  const format = useFormat()
  if (field.keptOut === 0) return '–'
  return (
    <span title={`Values that were no ${kindWords[field.kind].toLowerCase()}`}>
      {format.count(field.keptOut, 'value')}, last <DateTime at={field.keptOutAt} as="ago" />
    </span>
  )
}
