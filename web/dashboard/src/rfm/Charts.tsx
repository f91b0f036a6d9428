import { Title } from '@mantine/core'
import { useMemo } from 'react'
import { Chart, useFormat } from '../shared'
import { flowOption, trendOption } from './changes'
import type { Rfm } from './rfm'
import classes from './Rfm.module.css'

function useWording() {
  const format = useFormat()
  return useMemo(
    () => ({
      // A calendar day has no zone.
      day: (day: string) =>
        new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
          new Date(day),
        ),
      count: (count: number) => format.number(count),
    }),
    [format],
  )
}

/** How big the segments were day by day; from the second day on. */
export function Trend({ rfm }: { rfm: Rfm }) {
  const write = useWording()
  const option = useMemo(() => trendOption(rfm, write), [rfm, write])
  if (rfm.trend.length < 2) return null
  return (
    <section aria-labelledby="rfm-trend">
      <div className={classes['head']}>
        <Title order={2} size="h3" id="rfm-trend">
          Segments day by day
        </Title>
      </div>
      <Chart
        option={option}
        height={320}
        label={`Customers in each segment on each of the last ${String(rfm.trend.length)} days.`}
      />
    </section>
  )
}

// A few streams need little room.
const heightOf = (moves: Rfm['moves']): number =>
  Math.min(360, 48 + 36 * moves.filter(({ from, to }) => from !== to).length)

/** Who moved, as streams from the segment before to the segment now. */
export function Flow({ moves }: { moves: Rfm['moves'] }) {
  const write = useWording()
  const option = useMemo(() => flowOption(moves, write), [moves, write])
  return (
    <Chart
      option={option}
      height={heightOf(moves)}
      label="Streams of customers from one segment into another; the list says the same."
    />
  )
}
