import type { components } from '../api'
import { HrefLink, Money, StatTile, useFormat } from '../shared'
import { dash } from '../shared/format'
import classes from './Home.module.css'
import { historyHref, recoveredShown } from './figures'

type Home = components['schemas']['HomeView']

/** The numbers of the period, each with what it counts, how it moved and the way to its rows. */
export function Tiles({ home }: { home: Home }) {
  const format = useFormat()
  const days = home.series.length
  const period = `against the ${days} days before`
  const span = `in the last ${days} days, today included`
  return (
    <div className={classes['tiles']}>
      <StatTile
        label="Came in"
        value={format.count(home.eventsIn.value, 'event')}
        definition={`Events that sources sent ${span}. What Beckon itself tells, such as that it sent a message, is not counted.`}
        compare={compareOf(home.eventsIn, period)}
        wanted="either"
        link={<HrefLink href={historyHref(home.series)}>Show them</HrefLink>}
      />
      <StatTile
        label="Went out"
        value={format.count(home.messagesSent.value, 'message')}
        definition={`Messages handed to the mail provider or to the test inbox ${span}.`}
        compare={compareOf(home.messagesSent, period)}
        wanted="either"
        link={<HrefLink href={historyHref(home.series, 'message_sent')}>Show them</HrefLink>}
      />
      <StatTile
        label="Recovered revenue"
        value={
          recoveredShown(home) ? (
            <Money amount={home.recoveredRevenue.value} currency={home.recoveredRevenue.currency} />
          ) : (
            dash
          )
        }
        definition={`What orders come to that were delivered ${span} and are credited to a message: its link was clicked, or it was opened, within the days set under API & tracking. Only orders in ${home.recoveredRevenue.currency}.`}
        compare={recoveredShown(home) ? compareOf(home.recoveredRevenue, period) : undefined}
        link={<HrefLink href="/campaigns">By campaign</HrefLink>}
      />
      <StatTile
        label="Recovered orders"
        value={recoveredShown(home) ? format.count(home.recoveredOrders.value, 'order') : dash}
        definition={`Orders that were delivered ${span} and are credited to a message.`}
        compare={recoveredShown(home) ? compareOf(home.recoveredOrders, period) : undefined}
        link={<HrefLink href="/automation/orders?status=DELIVERED">Delivered orders</HrefLink>}
      />
    </div>
  )
}

const compareOf = ({ value, previous }: { value: number; previous: number }, period: string) => ({
  now: value,
  before: previous,
  period,
})
