import { Checkbox, NumberInput, Select } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import type { TimeTest } from '../filter'

const ops = [
  { value: 'in_last', label: 'in the last' },
  { value: 'in_next', label: 'in the next' },
  { value: 'after', label: 'after' },
  { value: 'on', label: 'on' },
  { value: 'before', label: 'before' },
  { value: 'between', label: 'between' },
] as const

const units = [
  { value: 'minutes', label: 'minutes' },
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
  { value: 'weeks', label: 'weeks' },
  { value: 'months', label: 'months' },
] as const

interface TimeEditorProps {
  value: TimeTest | null | undefined
  onChange: (time: TimeTest | undefined) => void
  /** What is shown for no test at all; without it there must be one. */
  anyTime?: string
  /** Things that are days have no minutes and hours. */
  days?: boolean
  /** Days that return each year, such as birthdays. */
  yearly?: boolean
}

// A day as the filter writes it; a moment is shown by its day.
const dayOf = (date: string | null | undefined): string | null => (date ? date.slice(0, 10) : null)

/** One of the six time operators with what belongs to it. */
export function TimeEditor({ value, onChange, anyTime, days = false, yearly = false }: TimeEditorProps) {
  const choose = (chosen: string | null) => {
    const op = ops.find((one) => one.value === chosen)?.value
    if (op === undefined) onChange(undefined)
    else if (op === 'in_last' || op === 'in_next')
      onChange({ op, amount: value?.amount ?? 30, unit: value?.unit ?? 'days' })
    else onChange({ op, date: value?.date ?? '', ...(op === 'between' && { to: value?.to ?? '' }) })
  }
  return (
    <>
      <Select
        aria-label="When"
        w={128}
        data={[...(anyTime === undefined ? [] : [{ value: 'any', label: anyTime }]), ...ops]}
        value={value?.op ?? 'any'}
        onChange={choose}
        allowDeselect={false}
      />
      {value != null && (value.op === 'in_last' || value.op === 'in_next') && (
        <Span value={value} onChange={onChange} days={days} yearly={yearly} />
      )}
      {value != null && value.op !== 'in_last' && value.op !== 'in_next' && (
        <Dates value={value} onChange={onChange} />
      )}
    </>
  )
}

interface PartProps {
  value: TimeTest
  onChange: (time: TimeTest) => void
}

function Span({ value, onChange, days, yearly }: PartProps & { days: boolean; yearly: boolean }) {
  const offered = days ? units.slice(2) : units
  return (
    <>
      <NumberInput
        aria-label="How many"
        w={84}
        min={0}
        allowDecimal={false}
        value={value.amount ?? ''}
        onChange={(amount) => onChange({ ...value, amount: amount === '' ? null : Number(amount) })}
      />
      <Select
        aria-label="Unit"
        w={112}
        data={offered}
        value={value.unit ?? null}
        onChange={(unit) =>
          onChange({ ...value, unit: units.find((one) => one.value === unit)?.value ?? null })
        }
        allowDeselect={false}
      />
      {yearly && (
        <Checkbox
          label="of any year"
          checked={value.anniversary === true}
          onChange={(event) => onChange({ ...value, anniversary: event.currentTarget.checked })}
        />
      )}
    </>
  )
}

function Dates({ value, onChange }: PartProps) {
  return (
    <>
      <DatePickerInput
        aria-label="Day"
        w={140}
        placeholder="Day"
        valueFormat="D MMM YYYY"
        value={dayOf(value.date)}
        onChange={(date) => onChange({ ...value, date: date ?? '' })}
      />
      {value.op === 'between' && (
        <>
          <span>and</span>
          <DatePickerInput
            aria-label="Last day"
            w={140}
            placeholder="Last day"
            valueFormat="D MMM YYYY"
            value={dayOf(value.to)}
            onChange={(to) => onChange({ ...value, to: to ?? '' })}
          />
        </>
      )}
    </>
  )
}
