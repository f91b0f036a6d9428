import { Anchor, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { useFormat } from '../../shared'
import type { Step } from '../flow'

const choices = [
  { value: 'wait', label: 'Wait until codes are added' },
  { value: 'go_on', label: 'Go on without one' },
] as const

interface DiscountFormProps {
  step: Extract<Step, { type: 'discount' }>
  onChange: (step: Step) => void
}

/** Which discount gives a code, and what is done where none are left. */
export function DiscountForm({ step, onChange }: DiscountFormProps) {
  const format = useFormat()
  const discounts = $api.useQuery('get', '/api/discounts', {}, { refetchOnMount: 'always' })
  const items = discounts.data?.items ?? []
  const chosen = items.find(({ id }) => id === step.discount)
  return (
    <>
      <Select
        label="Discount"
        placeholder="Choose a discount"
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        value={step.discount === '' ? null : step.discount}
        onChange={(discount) => onChange({ ...step, discount: discount ?? '' })}
        description={
          chosen === undefined
            ? null
            : chosen.code !== null
              ? `Everybody gets ${chosen.code}.`
              : `${format.count(chosen.left ?? 0, 'code')} left.`
        }
        searchable
        nothingFoundMessage="There is no such discount."
      />
      <Anchor fz={13} renderRoot={(props) => <Link to="/loyalty/discounts" {...props} />}>
        {items.length === 0 ? 'Make a discount' : 'Discounts'}
      </Anchor>
      {chosen?.code === null && (
        <Select
          label="Where no codes are left"
          data={choices}
          value={step.whenNoneLeft ?? 'wait'}
          onChange={(picked) =>
            onChange({
              ...step,
              whenNoneLeft: choices.find(({ value }) => value === picked)?.value ?? 'wait',
            })
          }
          allowDeselect={false}
        />
      )}
      <Text fz={13} c="dimmed">
        The e-mails that follow show it as {'{{discount.code}}'}. Whoever has a code of it gets the same
        again.
      </Text>
    </>
  )
}
