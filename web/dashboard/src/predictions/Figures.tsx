import { Link } from '@tanstack/react-router'
import { Anchor } from '@mantine/core'
import { Money, StatTile, useFormat } from '../shared'
import { dash } from '../shared/format'
import classes from './Predictions.module.css'
import { horizonWords, type Outcome, testWords } from './predictions'

interface FiguresProps {
  outcome: Outcome
  days: number
  customers: number
  currency: string
}

/** What is expected of all customers together, and how far that can be trusted. */
export function Figures({ outcome, days, customers, currency }: FiguresProps) {
  const format = useFormat()
  const { test } = outcome
  return (
    <div className={classes['tiles']}>
      <StatTile
        label={`Orders in the next ${horizonWords(days)}`}
        value={format.count(Math.round(Number(outcome.expectedOrders)), 'order')}
        definition="Of the customers of today; those who have yet to come are not in it. Orders of one day count once."
        link={<ToAudience from="next_order_soon">Who is due soon</ToAudience>}
      />
      <StatTile
        label="They will spend"
        value={
          outcome.lifetimeValue === null ? dash : <Money amount={outcome.lifetimeValue} currency={currency} />
        }
        definition={
          outcome.lifetimeValue === null
            ? 'What your customers spend differs so much that no average can be told.'
            : `What today’s customers will spend in the next ${horizonWords(days)}, discounted to today.`
        }
        link={<ToAudience from="future_value">Who is worth the most</ToAudience>}
      />
      <StatTile
        label="Still customers"
        value={format.count(Math.round(Number(outcome.active)), 'customer')}
        definition={`Of ${format.count(customers, 'customer')}, the sum of their probabilities. Who bought once has had no occasion to stop and counts in full.`}
        link={<ToAudience from="probably_gone">Who is probably gone</ToAudience>}
      />
      <StatTile
        label="How right it was"
        value={test === null ? dash : testWords(Number(test.predicted), Number(test.actual))}
        definition={
          test === null
            ? 'The history is too short to test the model on its end.'
            : `From what was known ${format.count(test.days, 'day')} ago the model would have expected ${format.count(Math.round(Number(test.predicted)), 'order')} of ${format.count(test.customers, 'customer')} since; there were ${format.number(test.actual)}.`
        }
        link={test && <span>{`tested on the last ${format.count(test.days, 'day')}`}</span>}
      />
    </div>
  )
}

function ToAudience({ from, children }: { from: string; children: string }) {
  return (
    <Anchor fz="inherit" renderRoot={(props) => <Link to="/audiences/new" search={{ from }} {...props} />}>
      {children}
    </Anchor>
  )
}
