import { Select, TextInput } from '@mantine/core'
import type { components } from '../../api'

interface FieldInputProps {
  field: components['schemas']['ContactFieldView']
  value: string
  error: string | undefined
  onChange: (value: string) => void
}

const hints = {
  text: undefined,
  number: '1234.5',
  date: undefined,
  date_time: '2026-05-31 10:00',
} as const

/** What a custom field is typed into. */
export function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  switch (field.kind) {
    case 'choice':
      return (
        <Select
          label={field.label}
          data={field.choices}
          value={value === '' ? null : value}
          onChange={(chosen) => onChange(chosen ?? '')}
          error={error}
          clearable
        />
      )
    case 'boolean':
      return (
        <Select
          label={field.label}
          data={[
            { value: 'true', label: 'Yes' },
            { value: 'false', label: 'No' },
          ]}
          value={value === '' ? null : value}
          onChange={(chosen) => onChange(chosen ?? '')}
          error={error}
          clearable
        />
      )
    case 'text':
    case 'number':
    case 'date':
    case 'date_time':
      return (
        <TextInput
          label={field.label}
          type={field.kind === 'date' ? 'date' : 'text'}
          placeholder={hints[field.kind]}
          inputMode={field.kind === 'number' ? 'decimal' : undefined}
          value={value}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )
  }
}
