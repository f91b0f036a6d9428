import { describe, expect, it } from 'vitest'
import { horizonWords, probabilityOption, testWords } from './predictions'

const write = { count: String, money: (amount: number) => `$${String(amount)}` }

describe('predictions', () => {
  it('says how far the model was off', () => {
    expect(testWords(103, 100)).toBe('3 % too many')
    expect(testWords(90, 100)).toBe('10 % too few')
    expect(testWords(100.2, 100)).toBe('exactly right')
    expect(testWords(0, 0)).toBe('exactly right')
  })

  it('draws customers and what they are worth in two rows', () => {
    const option = probabilityOption(
      [
        { from: 0, customers: 5, lifetimeValue: 10 },
        { from: 0.9, customers: 7, lifetimeValue: 700 },
      ],
      write,
    )
    expect(option.xAxis[1]?.data).toEqual(['0–10 %', '90–100 %'])
    expect(option.series.map(({ data }) => data)).toEqual([
      [5, 7],
      [10, 700],
    ])
  })

  it('leaves the second row out where nothing is known of what customers spend', () => {
    expect(probabilityOption([{ from: 0, customers: 5, lifetimeValue: null }], write).series).toHaveLength(1)
  })

  it('calls 365 days a year', () => {
    expect([horizonWords(365), horizonWords(90)]).toEqual(['year', '90 days'])
  })
})
