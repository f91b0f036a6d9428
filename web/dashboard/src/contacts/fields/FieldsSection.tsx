import { Anchor, Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { Facts } from '../../shared'
import { Part } from '../Part'
import { EditDialog } from './EditDialog'
import { fieldText } from './fieldText'

/** A contact's custom fields, and the way to change them and the name. */
export function FieldsSection({ contact }: { contact: components['schemas']['ContactDetail'] }) {
  const mayChange = usePermission('contacts_write')
  const [editing, setEditing] = useState(false)
  const fields = $api.useQuery('get', '/api/contact-fields')
  const known = fields.data?.items ?? []
  if (!mayChange && known.length === 0) return null
  return (
    <Part
      title="Fields"
      status={
        mayChange && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            Edit
          </Button>
        )
      }
    >
      {known.length > 0 ? (
        <Facts
          label="Custom fields"
          facts={known.map((field) => [field.label, fieldText(field, contact.fields)])}
        />
      ) : (
        <Anchor fz={13} renderRoot={(props) => <Link to="/settings/contact-fields" {...props} />}>
          Define fields of your own
        </Anchor>
      )}
      {editing && <EditDialog contact={contact} fields={known} onClose={() => setEditing(false)} />}
    </Part>
  )
}
