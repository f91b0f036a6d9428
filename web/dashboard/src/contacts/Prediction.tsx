import type { components } from '../api'
import { Definition, Money, useFormat } from '../shared'
import classes from './ContactPage.module.css'

// A calendar day has no zone.
const dayWords = (day: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))

/** What a customer is expected to do, in a line. */
export function Prediction({ contact }: { contact: components['schemas']['ContactDetail'] }) {
  const format = useFormat()
  const { prediction, stats } = contact
  if (prediction === null) return null
  const ahead = prediction.horizonDays === 365 ? 'year' : format.count(prediction.horizonDays, 'day')
  return (
    <p className={classes['rfm']}>
      <Definition
        text={`From when they and your other customers bought, computed on ${dayWords(prediction.day)}. Spending is discounted to today.`}
      >
        Expected in the next {ahead}
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
