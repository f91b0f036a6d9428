import { Select } from '@mantine/core'
import type { components } from '../../api'
import classes from '../Audiences.module.css'
import { NumberEditor } from './NumberEditor'
import { TimeEditor } from './TimeEditor'

type Prediction = components['schemas']['FilterPredictionCondition']

const measures = [
  { value: 'expected_orders', label: 'expected orders', usual: 1 },
  { value: 'lifetime_value', label: 'expected to spend', usual: 100 },
  { value: 'probability_active', label: 'probability of still being a customer', usual: 0.5 },
  { value: 'next_order', label: 'next order expected', usual: 0 },
] as const

/** What they are expected to do. */
export function PredictionEditor({
  value,
  onChange,
}: {
  value: Prediction
  onChange: (prediction: Prediction) => void
}) {
  const choose = (chosen: string | null) => {
    const measure = measures.find((one) => one.value === chosen) ?? measures[0]
    onChange(
      measure.value === 'next_order'
        ? { type: 'prediction', measure: measure.value, time: { op: 'in_next', amount: 14, unit: 'days' } }
        : { type: 'prediction', measure: measure.value, is: { op: 'at_least', value: measure.usual } },
    )
  }
  return (
    <div className={classes['line']}>
      <Select
        aria-label="What is expected"
        w={290}
        data={measures}
        value={value.measure}
        onChange={choose}
        allowDeselect={false}
      />
      {value.measure === 'next_order' ? (
        <TimeEditor value={value.time} days onChange={(time) => onChange({ ...value, time: time ?? null })} />
      ) : (
        <NumberEditor
          value={value.is ?? { op: 'at_least', value: 1 }}
          onChange={(is) => onChange({ ...value, is })}
        />
      )}
      {value.measure === 'probability_active' && (
        <span className={classes['hint']}>0 to 1: 0.5 is an even chance.</span>
      )}
    </div>
  )
}
