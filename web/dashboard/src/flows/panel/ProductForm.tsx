import { Checkbox, NumberInput, Select } from '@mantine/core'
import type { Trigger } from '../flow'
import { DurationEditor } from './DurationEditor'
import { EventTestEditor } from './EventTestEditor'

type OfProduct = Extract<Trigger, { type: 'product' }>

const interests = [
  { value: 'viewed', label: 'Looked at it' },
  { value: 'added_to_cart', label: 'Put it into a cart and did not buy it' },
  { value: 'bought', label: 'Bought it before' },
] as const

const wants = [
  { value: 'product', label: 'This very product' },
  { value: 'brand', label: 'Something of its brand' },
  { value: 'category', label: 'Something of its category' },
] as const

interface ProductFormProps {
  value: OfProduct
  onChange: (trigger: OfProduct) => void
}

/** Which news of a product, and what shows that somebody wants it. */
export function ProductForm({ value, onChange }: ProductFormProps) {
  const chosen = value.interest ?? ['viewed', 'added_to_cart']
  return (
    <>
      <EventTestEditor
        label="News"
        subject="product"
        value={value.on}
        onChange={(on) =>
          onChange({
            ...value,
            on,
            cheaperByPercent: on.event === 'price_drop' ? (value.cheaperByPercent ?? null) : null,
          })
        }
      />
      {value.on.event === 'price_drop' && (
        <NumberInput
          label="Cheaper by at least"
          placeholder="any amount"
          suffix=" %"
          min={1}
          max={99}
          value={value.cheaperByPercent == null ? '' : Number(value.cheaperByPercent)}
          onChange={(percent) =>
            onChange({ ...value, cheaperByPercent: percent === '' ? null : Number(percent) })
          }
        />
      )}
      <Select
        label="They want"
        data={wants}
        value={value.in ?? 'product'}
        onChange={(picked) =>
          onChange({ ...value, in: wants.find((one) => one.value === picked)?.value ?? 'product' })
        }
        allowDeselect={false}
      />
      <Checkbox.Group
        label="Because they"
        value={[...chosen]}
        onChange={(picked) =>
          onChange({
            ...value,
            interest: interests.map((one) => one.value).filter((interest) => picked.includes(interest)),
          })
        }
      >
        {interests.map((one) => (
          <Checkbox key={one.value} value={one.value} label={one.label} mt={8} />
        ))}
      </Checkbox.Group>
      <DurationEditor
        label="Within"
        value={value.within ?? { amount: 30, unit: 'days' }}
        onChange={(within) => onChange({ ...value, within })}
      />
      <Checkbox
        label="Each product by itself"
        description="Else somebody who wants several products of which there is news at once hears of the one they wanted last."
        checked={value.perProduct === true}
        onChange={(event) => onChange({ ...value, perProduct: event.currentTarget.checked })}
      />
    </>
  )
}
