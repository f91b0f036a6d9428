import { Checkbox, Group, NumberInput, Select } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { $api } from '../../api'
import type { Trigger } from '../flow'

type DateTrigger = Extract<Trigger, { type: 'date' }>

interface DateFormProps {
  value: DateTrigger
  onChange: (trigger: DateTrigger) => void
}

const dates = [
  { value: 'last_order', label: 'Their last order' },
  { value: 'first_seen', label: 'The day they were first heard of' },
] as const

/** Which date of people, how many days away, and at what time. */
export function DateForm({ value, onChange }: DateFormProps) {
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
          if (of !== undefined) onChange({ ...value, of, field: null })
          else if (chosen !== null)
            onChange({ ...value, of: 'field', field: chosen.slice('field:'.length), days: 0, yearly: true })
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
          onChange={(count) => onChange({ ...value, days: days < 0 ? -Number(count) : Number(count) })}
        />
        <Select
          aria-label="Before or after"
          data={[
            { value: 'after', label: 'after it' },
            { value: 'before', label: 'before it' },
          ]}
          value={days < 0 ? 'before' : 'after'}
          onChange={(side) =>
            onChange({ ...value, days: side === 'before' ? -Math.max(1, Math.abs(days)) : Math.abs(days) })
          }
          allowDeselect={false}
        />
      </Group>
      <Checkbox
        label="Each year, as birthdays"
        checked={value.yearly === true}
        onChange={(event) => onChange({ ...value, yearly: event.currentTarget.checked })}
      />
      <TimeInput
        label="At"
        description="In the time zone of the workspace."
        value={value.at.slice(0, 5)}
        onChange={(event) => {
          const at = event.currentTarget.value
          if (/^\d\d:\d\d$/.test(at)) onChange({ ...value, at: `${at}:00` })
        }}
      />
    </>
  )
}
