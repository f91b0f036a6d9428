import { SegmentedControl, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useFormat } from '../shared'
import {
  type Cell,
  cellAt,
  type Cuts,
  frequencyWords,
  type Measure,
  measures,
  measureWords,
  recencyWords,
  type Rfm,
  scores,
  strength,
  valueOf,
} from './rfm'
import classes from './Rfm.module.css'

/** Recency across, frequency upwards; each cell leads to its customers. */
export function Grid({ rfm, cuts }: { rfm: Rfm; cuts: Cuts }) {
  const [measure, setMeasure] = useState<Measure>('customers')
  return (
    <section aria-labelledby="rfm-grid">
      <div className={classes['head']}>
        <Title order={2} size="h3" id="rfm-grid">
          How lately and how often
        </Title>
        <SegmentedControl
          size="xs"
          aria-label="What the colour shows"
          data={measures.map((value) => ({ value, label: measureWords[value] }))}
          value={measure}
          onChange={(value) => setMeasure(measures.find((one) => one === value) ?? measure)}
        />
      </div>
      <div className={classes['scroll']}>
        <table className={classes['grid']}>
          <thead>
            <tr>
              <th className={classes['side']} />
              {scores.map((recency) => (
                <th key={recency} scope="col">
                  <strong>Recency {recency}</strong>
                  {recencyWords(recency, cuts)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {[...scores].reverse().map((frequency) => (
              <tr key={frequency}>
                <th scope="row" className={classes['side']}>
                  <strong>Frequency {frequency}</strong>
                  {frequencyWords(frequency, cuts)}
                </th>
                {scores.map((recency) => (
                  <td key={recency} className={classes['cell']}>
                    <One cell={cellAt(rfm.cells, recency, frequency)} rfm={rfm} measure={measure} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function One({ cell, rfm, measure }: { cell: Cell | undefined; rfm: Rfm; measure: Measure }) {
  const format = useFormat()
  if (cell === undefined) return <div className={classes['none']} />
  const value = valueOf(cell, measure)
  const [first, ...others] = cell.segments
  return (
    <Link
      to="/contacts"
      search={{ recency: cell.recency, frequency: cell.frequency }}
      className={classes['link']}
      style={{ background: colour(strength(cell, rfm.cells, measure)) }}
      title={`${format.count(cell.customers, 'customer')}, ${format.count(cell.orders, 'order')}, ${format.money(cell.revenue, rfm.currency)}`}
    >
      <span className={classes['value']}>
        {measure === 'customers' ? format.number(value) : format.money(value, rfm.currency)}
      </span>
      <span className={classes['small']}>{format.share(Number(cell.share))} of customers</span>
      <span className={classes['small']}>
        {first}
        {others.length > 0 && ` and ${others.length} more`}
      </span>
    </Link>
  )
}

const strongest = 55

const colour = (part: number): string =>
  `color-mix(in srgb, var(--bk-accent) ${Math.round(part * strongest)}%, var(--bk-sunken))`
