import { describe, expect, it } from 'vitest'
import { chartOption, type Wording } from './chartOption'

const write: Wording = {
  day: (day) => day.slice(5),
  count: String,
  short: String,
  money: (amount) => `$${amount}`,
  shortMoney: (amount) => `$${amount}`,
}

describe('chartOption', () => {
  const option = chartOption(
    [
      { day: '2026-11-20', events: 5, messages: 2, revenue: 0 },
      { day: '2026-11-21', events: 7, messages: 3, revenue: 84.5 },
    ],
    write,
  )
  it('draws each number on a scale of its own, from zero', () => {
    expect(option.series.map(({ data }) => data)).toEqual([
      [5, 7],
      [2, 3],
      [0, 84.5],
    ])
    expect(option.series.map(({ yAxisIndex }) => yAxisIndex)).toEqual([0, 1, 2])
    expect(option.yAxis.map(({ min }) => min)).toEqual([0, 0, 0])
  })
  it('names the days once, below the last row', () => {
    expect(option.xAxis.map(({ axisLabel }) => axisLabel.show)).toEqual([false, false, true])
    expect(option.xAxis[0]?.data).toEqual(['11-20', '11-21'])
  })
})
