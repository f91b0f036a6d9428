import { Button, Group, Modal, Select, Stack, TagsInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError, type components } from '../../api'
import { ErrorState } from '../../shared'
import { kindWords } from './fieldText'

type Field = components['schemas']['ContactFieldView']

interface FieldDialogProps {
  /** The one to be changed; a new one without it. */
  field?: Field
  /** What a new one may be called. */
  label?: string
  onClose: () => void
  onMade?: (field: Field) => void
}

const kinds = Object.entries(kindWords).map(([value, label]) => ({ value, label }))

const isKind = (value: string | null): value is Field['kind'] => value !== null && value in kindWords

/** Defines a custom field or changes its name and choices. */
export function FieldDialog({ field, label: first = '', onClose, onMade }: FieldDialogProps) {
  const queryClient = useQueryClient()
  const [label, setLabel] = useState(field?.label ?? first)
  const [kind, setKind] = useState<Field['kind']>(field?.kind ?? 'text')
  const [choices, setChoices] = useState<string[]>(field?.choices ?? [])
  const onSuccess = async (made: Field) => {
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/contact-fields'] })
    onMade?.(made)
    onClose()
  }
  const add = $api.useMutation('post', '/api/contact-fields', { onSuccess })
  const edit = $api.useMutation('patch', '/api/contact-fields/{key}', { onSuccess })
  const saving = field === undefined ? add : edit
  const fault = (name: string) =>
    saving.error instanceof ApiError ? saving.error.fieldError(name) : undefined
  const save = () => {
    const ofChoices = kind === 'choice' ? { choices } : {}
    if (field === undefined) add.mutate({ body: { label, kind, ...ofChoices } })
    else edit.mutate({ params: { path: { key: field.key } }, body: { label, ...ofChoices } })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={field === undefined ? 'New contact field' : `Change ${field.label}`}
    >
      <Stack>
        <TextInput
          label="Name"
          placeholder="Shoe size"
          maxLength={80}
          value={label}
          error={fault('label') ?? fault('key')}
          onChange={(event) => setLabel(event.currentTarget.value)}
          data-autofocus
        />
        <Select
          label="What it holds"
          description={
            field === undefined
              ? 'It stays so: values of another kind are kept out.'
              : 'It cannot be changed.'
          }
          data={kinds}
          value={kind}
          onChange={(value) => isKind(value) && setKind(value)}
          disabled={field !== undefined}
          allowDeselect={false}
        />
        {kind === 'choice' && (
          <TagsInput
            label="Choices"
            description="Enter after each."
            value={choices}
            onChange={setChoices}
            error={fault('choices')}
          />
        )}
        {saving.error != null && fault('label') === undefined && fault('choices') === undefined && (
          <ErrorState error={saving.error} />
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={saving.isPending} disabled={label.trim() === ''} onClick={save}>
            {field === undefined ? 'Make the field' : 'Save'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
