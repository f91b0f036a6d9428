import { Checkbox, Group, NumberInput, Select } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { $api } from '../../api'
import type { Trigger } from '../flow'

/** A date that is known of people, so many days before or after it. */
type Dated = Pick<Extract<Trigger, { type: 'date' }>, 'of' | 'field' | 'days' | 'yearly' | 'at'>

interface DateFormProps {
  value: Dated
  /** By whose clock. */
  zone: string
  onChange: (change: Partial<Dated>) => void
}

const dates = [
  { value: 'last_order', label: 'Their last order' },
  { value: 'first_seen', label: 'The day they were first heard of' },
] as const

/** Which date of people, how many days away, and at what time. */
export function DateForm({ value, zone, onChange }: DateFormProps) {
  const fields = $api.useQuery('get', '/api/contact-fields')
  const days = Number(value.days ?? 0)
  const named = (fields.data?.items ?? []).filter(({ kind }) => kind === 'date')
  return (
    <>
      <Select
        label="Date"
        description={
          named.length === 0 ? 'A custom field that is a date, such as a birthday, can be chosen too.' : null
        }
        data={[...dates, ...named.map(({ key, label }) => ({ value: `field:${key}`, label }))]}
        value={value.of === 'field' ? `field:${value.field ?? ''}` : value.of}
        onChange={(chosen) => {
          const of = dates.find((one) => one.value === chosen)?.value
          if (of !== undefined) onChange({ of, field: null })
          else if (chosen !== null)
            onChange({ of: 'field', field: chosen.slice('field:'.length), days: 0, yearly: true })
        }}
        allowDeselect={false}
      />
      <Group gap={6} align="end" wrap="nowrap">
        <NumberInput
          label="Days"
          w={110}
          min={0}
          max={366}
          allowDecimal={false}
          value={Math.abs(days)}
          onChange={(count) => onChange({ days: days < 0 ? -Number(count) : Number(count) })}
        />
        <Select
          aria-label="Before or after"
          data={[
            { value: 'after', label: 'after it' },
            { value: 'before', label: 'before it' },
          ]}
          value={days < 0 ? 'before' : 'after'}
          onChange={(side) =>
            onChange({ days: side === 'before' ? -Math.max(1, Math.abs(days)) : Math.abs(days) })
          }
          allowDeselect={false}
        />
      </Group>
      <Checkbox
        label="Each year, as birthdays"
        checked={value.yearly === true}
        onChange={(event) => onChange({ yearly: event.currentTarget.checked })}
      />
      <TimeInput
        label="At"
        description={zone}
        value={value.at.slice(0, 5)}
        onChange={(event) => {
          const at = event.currentTarget.value
          if (/^\d\d:\d\d$/.test(at)) onChange({ at: `${at}:00` })
        }}
      />
    </>
  )
}
