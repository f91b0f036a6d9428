import { NumberInput, Select } from '@mantine/core'
import type { NumberTest } from '../filter'

const ops = [
  { value: 'at_least', label: 'at least' },
  { value: 'at_most', label: 'at most' },
  { value: 'more_than', label: 'more than' },
  { value: 'less_than', label: 'less than' },
  { value: 'exactly', label: 'exactly' },
  { value: 'between', label: 'between' },
] as const

interface NumberEditorProps {
  value: NumberTest
  onChange: (test: NumberTest) => void
  /** Behind the number: "times". */
  unit?: string
}

/** What a number must be. */
export function NumberEditor({ value, onChange, unit }: NumberEditorProps) {
  const choose = (chosen: string | null) => {
    const op = ops.find((one) => one.value === chosen)?.value ?? 'at_least'
    onChange({ op, value: value.value, ...(op === 'between' && { to: value.to ?? value.value }) })
  }
  return (
    <>
      <Select
        aria-label="Compared"
        w={120}
        data={ops}
        value={value.op}
        onChange={choose}
        allowDeselect={false}
      />
      <NumberInput
        aria-label="Number"
        w={100}
        thousandSeparator=","
        value={value.value}
        onChange={(number) => onChange({ ...value, value: Number(number) })}
      />
      {value.op === 'between' && (
        <>
          <span>and</span>
          <NumberInput
            aria-label="Greatest number"
            w={100}
            thousandSeparator=","
            value={value.to ?? ''}
            onChange={(to) => onChange({ ...value, to: Number(to) })}
          />
        </>
      )}
      {unit !== undefined && <span>{unit}</span>}
    </>
  )
}
