import type { components } from '../api'
import { dayWords, horizonWords } from '../predictions/predictions'
import { Definition, Money, useFormat } from '../shared'
import classes from './ContactPage.module.css'

/** What a customer is expected to do, in a line. */
export function Prediction({ contact }: { contact: components['schemas']['ContactDetail'] }) {
  const format = useFormat()
  const { prediction, stats } = contact
  if (prediction === null) return null
  return (
    <p className={classes['rfm']}>
      <Definition
        text={`From when they and your other customers bought, computed on ${dayWords(prediction.day)}. Spending is discounted to today.`}
      >
        Expected in the next {horizonWords(prediction.horizonDays)}
      </Definition>
      : {format.number(Number(prediction.expectedOrders), { maximumFractionDigits: 1 })} orders
      {prediction.lifetimeValue !== null && (
        <>
          {' '}
          for <Money amount={prediction.lifetimeValue} currency={stats.currency} />
        </>
      )}
      {' · '}
      still a customer with {format.share(Number(prediction.probabilityActive))}
      {prediction.nextOrderOn !== null && <> · next order by {dayWords(prediction.nextOrderOn)}</>}
    </p>
  )
}
