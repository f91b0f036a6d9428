import { MultiSelect, Select, TagsInput, TextInput } from '@mantine/core'
import type { ValueTest } from '../filter'
import { NumberEditor } from './NumberEditor'
import { TimeEditor } from './TimeEditor'

const texts = [
  { value: 'is', label: 'is' },
  { value: 'is_not', label: 'is not' },
  { value: 'is_one_of', label: 'is one of' },
  { value: 'contains', label: 'contains' },
  { value: 'starts_with', label: 'begins with' },
  { value: 'ends_with', label: 'ends with' },
] as const
const flags = [
  { value: 'is_true', label: 'is yes' },
  { value: 'is_false', label: 'is no' },
] as const
const number = { value: 'number', label: 'is a number' } as const
const time = { value: 'time', label: 'is a time' } as const
const set = [
  { value: 'is_set', label: 'is known' },
  { value: 'is_not_set', label: 'is not known' },
] as const

const all = [...texts, ...flags, number, time, ...set] as const

export type ValueKind = 'text' | 'choice' | 'number' | 'flag' | 'day' | 'moment' | 'any'

const offered: Record<ValueKind, readonly (typeof all)[number][]> = {
  text: [...texts, ...set],
  choice: [...texts.slice(0, 3), ...set],
  number: [number, ...set],
  flag: [...flags, ...set],
  day: [time, ...set],
  moment: [time, ...set],
  any: [...texts, number, ...flags, time, ...set],
}

export interface Choice {
  value: string
  label: string
}

export const asChoices = (values: readonly string[]): Choice[] =>
  values.map((value) => ({ value, label: value }))

interface ValueEditorProps {
  value: ValueTest
  onChange: (test: ValueTest) => void
  kind: ValueKind
  /** What a choice may be, or examples of what came in. */
  choices?: readonly Choice[]
  yearly?: boolean
  /** Written in properties, of which only the day counts. */
  days?: boolean
}

/** What a value must be. */
export function ValueEditor({
  value,
  onChange,
  kind,
  choices = [],
  yearly = false,
  days = false,
}: ValueEditorProps) {
  const choose = (chosen: string | null) => {
    const op = all.find((one) => one.value === chosen)?.value ?? 'is_set'
    if (op === 'number') onChange({ op, number: value.number ?? { op: 'at_least', value: 1 } })
    else if (op === 'time') onChange({ op, time: value.time ?? { op: 'in_last', amount: 30, unit: 'days' } })
    else if (op === 'is_one_of') onChange({ op, texts: value.texts ?? (value.text ? [value.text] : []) })
    else if (texts.some((one) => one.value === op)) onChange({ op, text: value.text ?? '' })
    else onChange({ op })
  }
  return (
    <>
      <Select
        aria-label="Compared"
        w={132}
        data={offered[kind]}
        value={value.op}
        onChange={choose}
        allowDeselect={false}
      />
      {value.op === 'number' && value.number != null && (
        <NumberEditor value={value.number} onChange={(test) => onChange({ ...value, number: test })} />
      )}
      {value.op === 'time' && (
        <TimeEditor
          value={value.time}
          onChange={(test) => onChange({ ...value, time: test ?? null })}
          days={days || kind === 'day'}
          yearly={yearly}
        />
      )}
      {value.op === 'is_one_of' && (
        <Several value={value} onChange={onChange} kind={kind} choices={choices} />
      )}
      {texts.some((one) => one.value === value.op && one.value !== 'is_one_of') && (
        <Text value={value} onChange={onChange} kind={kind} choices={choices} />
      )}
    </>
  )
}

function Several({ value, onChange, kind, choices = [] }: ValueEditorProps) {
  const shared = {
    'aria-label': 'Values',
    miw: 220,
    value: [...(value.texts ?? [])],
    onChange: (texts: string[]) => onChange({ ...value, texts }),
  }
  return kind === 'choice' ? (
    <MultiSelect {...shared} data={[...choices]} searchable />
  ) : (
    <TagsInput {...shared} placeholder="Type and press Enter" data={choices.map((choice) => choice.value)} />
  )
}

function Text({ value, onChange, kind, choices = [] }: ValueEditorProps) {
  if (kind === 'choice')
    return (
      <Select
        aria-label="Value"
        w={180}
        data={[...choices]}
        value={value.text ?? null}
        onChange={(text) => onChange({ ...value, text: text ?? '' })}
        searchable
      />
    )
  return (
    <TextInput
      aria-label="Value"
      w={180}
      placeholder={choices[0]?.label ?? 'Value'}
      value={value.text ?? ''}
      onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
    />
  )
}
