import type { components } from '../api'

export type Predictions = components['schemas']['PredictionsView']
export type Outcome = components['schemas']['PredictionOutcome']
export type Settings = components['schemas']['PredictionSettings']

/** A calendar day has no zone. */
export const dayWords = (day: string): string =>
  new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day))

/** "a year", "90 days". */
export const horizonWords = (days: number): string => (days === 365 ? 'year' : `${String(days)} days`)

/** Customers by how probable it is that they are still customers, and what they are worth, one chart below the other. */
export function probabilityOption(
  steps: Outcome['byProbability'],
  write: { count: (count: number) => string; money: (amount: number) => string },
) {
  const names = steps.map(
    ({ from }) => `${Math.round(Number(from) * 100)}–${Math.round(Number(from) * 100) + 10} %`,
  )
  const valued = steps.some(({ lifetimeValue }) => lifetimeValue !== null)
  const rows = [
    { name: 'Customers', data: steps.map(({ customers }) => customers), write: write.count },
    ...(valued
      ? [
          {
            name: 'Expected to spend',
            data: steps.map(({ lifetimeValue }) => Number(lifetimeValue)),
            write: write.money,
          },
        ]
      : []),
  ]
  return {
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    grid: rows.map((_, index) => ({
      left: 64,
      right: 8,
      top: 36 + index * 136,
      height: 84,
      outerBoundsMode: 'none',
    })),
    xAxis: rows.map((_, index) => ({
      type: 'category',
      gridIndex: index,
      data: names,
      axisLabel: { show: index === rows.length - 1, hideOverlap: true },
    })),
    yAxis: rows.map((row, index) => ({
      type: 'value',
      gridIndex: index,
      name: row.name,
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { align: 'left', fontWeight: 500, padding: [0, 0, 0, -60] },
      min: 0,
      splitNumber: 2,
      axisLabel: { formatter: row.write },
    })),
    series: rows.map((row, index) => ({
      type: 'bar',
      name: row.name,
      xAxisIndex: index,
      yAxisIndex: index,
      data: row.data,
      tooltip: { valueFormatter: row.write },
    })),
  }
}

/** How far the model was off in its test: "3 % too many"; exactly: "exactly right". */
export function testWords(predicted: number, actual: number): string {
  if (actual === 0) return predicted < 0.5 ? 'exactly right' : 'too many'
  const off = Math.round(Math.abs(predicted / actual - 1) * 100)
  if (off === 0) return 'exactly right'
  return `${String(off)} % too ${predicted > actual ? 'many' : 'few'}`
}
