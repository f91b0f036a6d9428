import { Button, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import classes from '../Audiences.module.css'
import type { OrderCondition } from '../filter'
import { NumberEditor } from './NumberEditor'
import { TimeEditor } from './TimeEditor'

const measures = [
  { value: 'count', label: 'number of orders' },
  { value: 'total', label: 'spent' },
  { value: 'average', label: 'average order' },
  { value: 'last_time', label: 'last order' },
  { value: 'first_time', label: 'first order' },
] as const

const items = [
  { key: 'product', label: 'Product id' },
  { key: 'brand', label: 'Brand' },
  { key: 'category', label: 'Category' },
] as const

interface OrderEditorProps {
  value: OrderCondition
  onChange: (orders: OrderCondition) => void
}

/** Their delivered orders: how many, for how much, when, of what. */
export function OrderEditor({ value, onChange }: OrderEditorProps) {
  const measure = value.measure ?? 'count'
  const ofTime = measure === 'last_time' || measure === 'first_time'
  const [narrowed, setNarrowed] = useState(items.some(({ key }) => value[key] != null))
  const choose = (chosen: string | null) => {
    const next = measures.find((one) => one.value === chosen)?.value ?? 'count'
    if (next === 'last_time' || next === 'first_time')
      onChange({
        ...value,
        measure: next,
        is: null,
        time: value.time ?? { op: 'in_last', amount: 30, unit: 'days' },
      })
    else
      onChange({
        ...value,
        measure: next,
        is: value.is ?? { op: 'at_least', value: next === 'count' ? 1 : 100 },
      })
  }
  return (
    <div className={classes['fields']}>
      <div className={classes['line']}>
        <Select
          aria-label="What of them"
          w={170}
          data={measures}
          value={measure}
          onChange={choose}
          allowDeselect={false}
        />
        {!ofTime && (
          <NumberEditor
            value={value.is ?? { op: 'at_least', value: 1 }}
            onChange={(is) => onChange({ ...value, is })}
          />
        )}
        <TimeEditor
          value={value.time}
          {...(!ofTime && { anyTime: 'at any time' })}
          onChange={(time) => onChange({ ...value, time: time ?? null })}
        />
      </div>
      {narrowed ? (
        <div className={classes['line']} data-inner>
          <span className={classes['word']}>with</span>
          {items.map(({ key, label }) => (
            <TextInput
              key={key}
              aria-label={label}
              placeholder={label}
              w={150}
              value={value[key] ?? ''}
              onChange={(event) => onChange({ ...value, [key]: event.currentTarget.value || null })}
            />
          ))}
        </div>
      ) : (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          className={classes['where'] ?? ''}
          onClick={() => setNarrowed(true)}
        >
          Only with a product, brand or category
        </Button>
      )}
    </div>
  )
}
