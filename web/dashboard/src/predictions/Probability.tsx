import { Title } from '@mantine/core'
import { useMemo } from 'react'
import { Chart, useFormat } from '../shared'
import classes from './Predictions.module.css'
import { type Outcome, probabilityOption } from './predictions'

/** Customers by how probable it is that they still are. */
export function Probability({ outcome, currency }: { outcome: Outcome; currency: string }) {
  const format = useFormat()
  const steps = outcome.byProbability
  const option = useMemo(
    () =>
      probabilityOption(steps, {
        count: (count) => format.number(count, { notation: 'compact' }),
        money: (amount) =>
          format.number(amount, {
            notation: 'compact',
            style: 'currency',
            currency,
            maximumFractionDigits: 1,
          }),
      }),
    [steps, currency, format],
  )
  const sure = steps.at(-1)?.customers ?? 0
  const gone = steps.slice(0, 5).reduce((sum, { customers }) => sum + customers, 0)
  return (
    <section className={`bk-card ${classes['chart'] ?? ''}`} aria-labelledby="probability">
      <Title order={2} size="h3" id="probability">
        How probable it is that they are still customers
      </Title>
      <Chart
        option={option}
        height={outcome.lifetimeValue === null ? 160 : 290}
        label={`Bars: ${format.count(sure, 'customer')} with 90 % or more, ${format.count(gone, 'customer')} with less than 50 %.`}
      />
    </section>
  )
}
