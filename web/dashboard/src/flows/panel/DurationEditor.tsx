import { Group, Input, NumberInput, Select } from '@mantine/core'
import type { Duration } from '../flow'

const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const

interface DurationEditorProps {
  label: string
  value: Duration
  onChange: (duration: Duration) => void
}

/** How long. */
export function DurationEditor({ label, value, onChange }: DurationEditorProps) {
  return (
    <Input.Wrapper label={label}>
      <Group gap={6}>
        <NumberInput
          aria-label={`${label}: how many`}
          w={90}
          min={1}
          allowDecimal={false}
          value={value.amount}
          onChange={(amount) => onChange({ ...value, amount: Number(amount) })}
        />
        <Select
          aria-label={`${label}: unit`}
          w={120}
          data={units}
          value={value.unit}
          onChange={(unit) => onChange({ ...value, unit: units.find((one) => one === unit) ?? 'days' })}
          allowDeselect={false}
        />
      </Group>
    </Input.Wrapper>
  )
}
