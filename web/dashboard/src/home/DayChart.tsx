import { Title } from '@mantine/core'
import { useMemo } from 'react'
import type { components } from '../api'
import { Chart, useFormat } from '../shared'
import { chartOption } from './chartOption'
import { isQuiet } from './figures'
import classes from './Home.module.css'

type Home = components['schemas']['HomeView']

/** Events, messages and recovered revenue by day, one below the other, so that each keeps its own scale. */
export function DayChart({ home }: { home: Home }) {
  const format = useFormat()
  const currency = home.recoveredRevenue.currency
  const option = useMemo(
    () =>
      chartOption(home.series, {
        // A calendar day has no zone: noon UTC is that day everywhere the workspace may be, but for the far Pacific.
        day: (day) =>
          new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
            new Date(day),
          ),
        count: (count) => format.number(count),
        short: (count) => format.number(count, { notation: 'compact' }),
        money: (amount) => format.money(amount, currency),
        shortMoney: (amount) =>
          format.number(amount, {
            notation: 'compact',
            style: 'currency',
            currency,
            maximumFractionDigits: 1,
          }),
      }),
    [home.series, currency, format],
  )
  if (isQuiet(home.series)) return null
  return (
    <section className={`bk-card ${classes['chart'] ?? ''}`} aria-labelledby="by-day">
      <Title order={2} size="h3" id="by-day">
        By day
      </Title>
      <Chart option={option} height={380} label={labelOf(home, format)} />
    </section>
  )
}

const labelOf = (home: Home, format: ReturnType<typeof useFormat>): string =>
  `Bars by day for the last ${home.series.length} days: ${format.count(home.eventsIn.value, 'event')} came in, ` +
  `${format.count(home.messagesSent.value, 'message')} went out, ` +
  `${format.money(home.recoveredRevenue.value, home.recoveredRevenue.currency)} were recovered.`
