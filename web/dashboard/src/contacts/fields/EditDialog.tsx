import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError, type components } from '../../api'
import { ErrorState } from '../../shared'
import { FieldInput } from './FieldInput'
import { type Draft, changed, draftOf } from './fieldDraft'

interface EditDialogProps {
  contact: components['schemas']['ContactDetail']
  fields: readonly components['schemas']['ContactFieldView'][]
  onClose: () => void
}

/** Changes a contact's name and custom fields. */
export function EditDialog({ contact, fields, onClose }: EditDialogProps) {
  const queryClient = useQueryClient()
  const [first, setFirst] = useState(contact.firstName ?? '')
  const [last, setLast] = useState(contact.lastName ?? '')
  const [draft, setDraft] = useState<Draft>(() => draftOf(fields, contact.fields))
  const save = $api.useMutation('patch', '/api/contacts/{id}', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/{id}'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/{id}/timeline'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts'] })
      notifications.show({ message: `${contact.name} changed.` })
      onClose()
    },
  })
  const body = {
    ...(first.trim() !== (contact.firstName ?? '') && first.trim() !== '' && { firstName: first.trim() }),
    ...(last.trim() !== (contact.lastName ?? '') && last.trim() !== '' && { lastName: last.trim() }),
    ...changed(fields, contact.fields, draft),
  }
  const fault = (name: string) => (save.error instanceof ApiError ? save.error.fieldError(name) : undefined)
  const shown = fields.some((field) => fault(`fields.${field.key}`) !== undefined)
  return (
    <Modal opened onClose={onClose} title={`Edit ${contact.name}`}>
      <Stack>
        <Group grow>
          <TextInput
            label="First name"
            maxLength={200}
            value={first}
            error={fault('firstName')}
            onChange={(event) => setFirst(event.currentTarget.value)}
            data-autofocus
          />
          <TextInput
            label="Last name"
            maxLength={200}
            value={last}
            error={fault('lastName')}
            onChange={(event) => setLast(event.currentTarget.value)}
          />
        </Group>
        {fields.map((field) => (
          <FieldInput
            key={field.key}
            field={field}
            value={draft[field.key] ?? ''}
            error={fault(`fields.${field.key}`)}
            onChange={(value) => setDraft((old) => ({ ...old, [field.key]: value }))}
          />
        ))}
        {save.error != null && !shown && <ErrorState error={save.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={save.isPending}
            disabled={Object.keys(body).length === 0}
            onClick={() => save.mutate({ params: { path: { id: contact.id } }, body })}
          >
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
