import type { components } from '../api'

type Day = components['schemas']['HomeDay']

/** How the chart writes its labels. */
export interface Wording {
  day: (day: string) => string
  count: (count: number) => string
  short: (count: number) => string
  money: (amount: number) => string
  shortMoney: (amount: number) => string
}

const names = ['Events that came in', 'Messages that went out', 'Recovered revenue'] as const
const tops = [34, 158, 282] as const
const gridHeight = 64

/** Three rows of bars over one axis of days. Two scales over each other in one drawing would suggest what is not there. */
export function chartOption(series: readonly Day[], write: Wording) {
  const days = series.map(({ day }) => write.day(day))
  const values = [
    series.map(({ events }) => events),
    series.map(({ messages }) => messages),
    series.map(({ revenue }) => revenue),
  ]
  const full = [write.count, write.count, write.money]
  const short = [write.short, write.short, write.shortMoney]
  return {
    axisPointer: { link: [{ xAxisIndex: 'all' }] },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
    // The same room for labels in each row, so that the days stand exactly below each other.
    grid: tops.map((top) => ({ left: 52, right: 4, top, height: gridHeight, outerBoundsMode: 'none' })),
    xAxis: names.map((_, index) => ({
      type: 'category',
      gridIndex: index,
      data: days,
      axisLabel: { show: index === names.length - 1, hideOverlap: true, margin: 12 },
    })),
    yAxis: names.map((name, index) => ({
      type: 'value',
      gridIndex: index,
      name,
      nameLocation: 'end',
      nameGap: 12,
      nameTextStyle: { align: 'left', fontWeight: 500, padding: [0, 0, 0, -48] },
      min: 0,
      splitNumber: 2,
      minInterval: index < 2 ? 1 : 0,
      axisLabel: { formatter: short[index] },
    })),
    series: names.map((name, index) => ({
      type: 'bar',
      name,
      xAxisIndex: index,
      yAxisIndex: index,
      data: values[index],
      tooltip: { valueFormatter: full[index] },
    })),
  }
}
