import type { Rfm } from './rfm'

/** How the charts write their labels. */
export interface Wording {
  day: (day: string) => string
  count: (count: number) => string
}

/** How big each segment was on each day: areas on top of each other, so that the whole height is all customers. */
export function trendOption(rfm: Pick<Rfm, 'trend' | 'segments'>, write: Wording) {
  const days = rfm.trend.map(({ day }) => write.day(day))
  const names = rfm.segments
    .map(({ name }) => name)
    .filter((name) => rfm.trend.some(({ customers }) => (customers[name] ?? 0) > 0))
  return {
    tooltip: { trigger: 'axis', valueFormatter: write.count },
    legend: { bottom: 0, type: 'scroll' },
    grid: {
      left: 8,
      right: 16,
      top: 16,
      bottom: 40,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: { type: 'category', data: days, boundaryGap: false, axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', min: 0, minInterval: 1, axisLabel: { formatter: write.count } },
    series: names.map((name) => ({
      type: 'line',
      stack: 'customers',
      name,
      areaStyle: { opacity: 0.35 },
      lineStyle: { width: 1 },
      data: rfm.trend.map(({ customers }) => customers[name] ?? 0),
    })),
  }
}

export const newcomers = 'New customers'
export const gone = 'No delivered order any more'

/** Who went from where to where, those who stayed left out; a name stands on both sides, so the right one has a space behind it. */
export function flowOption(moves: Rfm['moves'], write: Wording) {
  const moved = moves.filter(({ from, to }) => from !== to)
  const left = [...new Set(moved.map(({ from }) => from ?? newcomers))]
  const right = [...new Set(moved.map(({ to }) => `${to ?? gone} `))]
  return {
    tooltip: { trigger: 'item', valueFormatter: write.count },
    series: [
      {
        type: 'sankey',
        left: 8,
        right: 170,
        top: 8,
        bottom: 8,
        nodeAlign: 'left',
        draggable: false,
        emphasis: { focus: 'adjacency' },
        lineStyle: { color: 'gradient', opacity: 0.35 },
        data: [...left.map((name) => ({ name, depth: 0 })), ...right.map((name) => ({ name, depth: 1 }))],
        links: moved.map(({ from, to, customers }) => ({
          source: from ?? newcomers,
          target: `${to ?? gone} `,
          value: customers,
        })),
      },
    ],
  }
}
