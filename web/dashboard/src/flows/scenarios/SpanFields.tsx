import { NumberInput, Select } from '@mantine/core'
import type { Duration } from '../flow'

const units = ['minutes', 'hours', 'days'] as const
const rare = ['weeks', 'months'] as const

interface SpanFieldsProps {
  label: string
  value: Duration
  onChange: (span: Duration) => void
}

/** How long after the beginning; less than 0 is before it. */
export function SpanFields({ label, value, onChange }: SpanFieldsProps) {
  return (
    <>
      <NumberInput
        aria-label={`${label}: how long after the beginning`}
        allowDecimal={false}
        value={value.amount}
        onChange={(amount) => onChange({ ...value, amount: Number(amount) })}
      />
      <Select
        aria-label={`${label}: unit`}
        data={[...units, ...rare.filter((unit) => unit === value.unit)]}
        value={value.unit}
        onChange={(unit) => onChange({ ...value, unit: units.find((one) => one === unit) ?? value.unit })}
        allowDeselect={false}
      />
    </>
  )
}
