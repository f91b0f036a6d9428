import { Select } from '@mantine/core'
import { $api, type components } from '../../api'
import classes from '../Audiences.module.css'
import { asChoices, ValueEditor, type ValueKind } from './ValueEditor'

type Profile = components['schemas']['FilterProfileCondition']
type Field = components['schemas']['FilterFieldCondition']

const attributes = [
  { value: 'email', label: 'E-mail address', kind: 'text' },
  { value: 'phone', label: 'Phone number', kind: 'text' },
  { value: 'first_name', label: 'First name', kind: 'text' },
  { value: 'last_name', label: 'Last name', kind: 'text' },
  { value: 'created_at', label: 'First heard of', kind: 'moment' },
  { value: 'last_seen_at', label: 'Last seen', kind: 'moment' },
  { value: 'known', label: 'Known person', kind: 'flag' },
] as const

/** What is known of the person. */
export function ProfileEditor({ value, onChange }: { value: Profile; onChange: (profile: Profile) => void }) {
  const chosen = attributes.find((one) => one.value === value.attribute) ?? attributes[0]
  const choose = (attribute: string | null) => {
    const next = attributes.find((one) => one.value === attribute) ?? attributes[0]
    onChange({
      type: 'profile',
      attribute: next.value,
      is:
        next.kind === 'moment'
          ? { op: 'time', time: { op: 'in_last', amount: 30, unit: 'days' } }
          : { op: next.kind === 'flag' ? 'is_true' : 'is_set' },
    })
  }
  return (
    <div className={classes['line']}>
      <Select
        aria-label="Part of the profile"
        w={170}
        data={attributes.map(({ value: name, label }) => ({ value: name, label }))}
        value={chosen.value}
        onChange={choose}
        allowDeselect={false}
      />
      <ValueEditor value={value.is} onChange={(is) => onChange({ ...value, is })} kind={chosen.kind} />
    </div>
  )
}

const kindOf = (kind: components['schemas']['FieldKind'] | undefined): ValueKind =>
  kind === 'number'
    ? 'number'
    : kind === 'boolean'
      ? 'flag'
      : kind === 'date'
        ? 'day'
        : kind === 'date_time'
          ? 'moment'
          : kind === 'choice'
            ? 'choice'
            : 'text'

/** A custom field of the workspace. */
export function FieldEditor({ value, onChange }: { value: Field; onChange: (field: Field) => void }) {
  const fields = $api.useQuery('get', '/api/contact-fields')
  const field = fields.data?.items.find(({ key }) => key === value.field)
  return (
    <div className={classes['line']}>
      <Select
        aria-label="Custom field"
        w={190}
        placeholder="Choose a field"
        data={(fields.data?.items ?? []).map(({ key, label }) => ({ value: key, label }))}
        value={value.field === '' ? null : value.field}
        onChange={(key) => onChange({ type: 'field', field: key ?? '', is: { op: 'is_set' } })}
        searchable
        nothingFoundMessage="Define custom fields in the settings."
      />
      {field !== undefined && (
        <ValueEditor
          value={value.is}
          onChange={(is) => onChange({ ...value, is })}
          kind={kindOf(field.kind)}
          choices={asChoices(field.choices)}
          yearly={field.kind === 'date'}
        />
      )}
    </div>
  )
}
