import { describe, expect, it } from 'vitest'
import { flowOption, gone, newcomers, trendOption } from './changes'

const write = { day: (day: string) => day, count: (count: number) => String(count) }

describe('how segments change', () => {
  it('stacks what each segment was, and leaves out those that never had anybody', () => {
    const segment = (name: string) => ({
      name,
      customers: 0,
      share: 0,
      orders: 0,
      revenue: 0,
      averageOrder: null,
      recency: null,
      frequency: null,
      monetary: null,
    })
    const option = trendOption(
      {
        segments: [segment('Champions'), segment('Empty'), segment('Lost')],
        trend: [
          { day: '2026-11-01', customers: { Champions: 3 } },
          { day: '2026-11-02', customers: { Champions: 2, Lost: 1 } },
        ],
      },
      write,
    )
    expect(option.xAxis.data).toEqual(['2026-11-01', '2026-11-02'])
    expect(option.series.map(({ name, data }) => [name, data])).toEqual([
      ['Champions', [3, 2]],
      ['Lost', [0, 1]],
    ])
  })

  it('draws who moved, and nobody who stayed', () => {
    const { series } = flowOption(
      [
        { from: 'Lost', to: 'Champions', customers: 4 },
        { from: 'Champions', to: 'Champions', customers: 90 },
        { from: null, to: 'Lost', customers: 2 },
        { from: 'Lost', to: null, customers: 1 },
      ],
      write,
    )
    expect(series[0]?.links).toEqual([
      { source: 'Lost', target: 'Champions ', value: 4 },
      { source: newcomers, target: 'Lost ', value: 2 },
      { source: 'Lost', target: `${gone} `, value: 1 },
    ])
    expect(new Set(series[0]?.data.map(({ name }) => name)).size).toBe(5)
  })
})
