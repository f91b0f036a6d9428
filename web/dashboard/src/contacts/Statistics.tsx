import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { components } from '../api'
import { DateTime, Definition, Money, useFormat } from '../shared'
import classes from './ContactPage.module.css'
import { Favourites } from './Favourites'
import { Part } from './Part'
import { Prediction } from './Prediction'

/** A contact's delivered orders in numbers. */
export function Statistics({ contact }: { contact: components['schemas']['ContactDetail'] }) {
  const { stats } = contact
  const format = useFormat()
  const some = stats.orderCount > 0
  return (
    <Part
      title="Orders"
      status={
        <Anchor
          fz={13}
          c="dimmed"
          renderRoot={(props) => <Link to="/automation/orders" search={{ contact: contact.id }} {...props} />}
        >
          All their orders
        </Anchor>
      }
    >
      <dl className={`bk-card ${classes['figures'] ?? ''}`}>
        <Cell name="Delivered" definition="Orders with the status Delivered. Others do not count.">
          {format.count(stats.orderCount, 'order')}
        </Cell>
        <Cell name="Spent" definition="What the delivered orders come to, in the workspace’s currency.">
          <Money amount={some ? stats.orderTotal : null} currency={stats.currency} />
        </Cell>
        <Cell name="Average order" definition="What was spent, divided by the number of delivered orders.">
          <Money amount={stats.averageOrder} currency={stats.currency} />
        </Cell>
        <Cell name="Last order" definition="When the latest delivered order was placed.">
          <DateTime at={stats.lastOrderAt} as="date" />
        </Cell>
      </dl>
      {contact.rfm && (
        <p className={classes['rfm']}>
          <Anchor
            fz="inherit"
            fw={500}
            renderRoot={(props) => (
              <Link to="/contacts" search={{ segment: contact.rfm?.segment }} {...props} />
            )}
          >
            {contact.rfm.segment}
          </Anchor>{' '}
          since <DateTime at={contact.rfm.since} as="date" /> ·{' '}
          <Definition text="Scores of recency, frequency and monetary value, 1 to 5.">
            RFM {contact.rfm.recency}-{contact.rfm.frequency}-{contact.rfm.monetary}
          </Definition>
        </p>
      )}
      <Prediction contact={contact} />
      <div className={classes['favourites']}>
        <Favourites contactId={contact.id} orders={stats.orderCount} />
      </div>
    </Part>
  )
}

function Cell({
  name,
  definition,
  children,
}: {
  name: string
  definition: string
  children: React.ReactNode
}) {
  return (
    <div>
      <dt>
        <Definition text={definition}>{name}</Definition>
      </dt>
      <dd className="bk-figures">{children}</dd>
    </div>
  )
}
