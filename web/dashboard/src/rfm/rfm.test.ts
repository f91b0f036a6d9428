import { describe, expect, it } from 'vitest'
import {
  type Cell,
  frequencyWords,
  readCuts,
  readSpan,
  recencyWords,
  scores,
  spanText,
  strength,
} from './rfm'

const cuts = { recencyDays: [115, 181, 297.4, 482], frequency: [4, 5, 6, 8], monetary: [1, 2, 3, 4] }

describe('what scores mean', () => {
  it('says it in days, without gap or overlap', () => {
    expect([...scores].reverse().map((score) => recencyWords(score, cuts))).toEqual([
      'under 115 days ago',
      '115 to 180 days ago',
      '181 to 297 days ago',
      '298 to 481 days ago',
      '482 days ago or more',
    ])
  })

  it('says it in orders', () => {
    expect(scores.map((score) => frequencyWords(score, cuts))).toEqual([
      '1 to 3 orders',
      '4 orders',
      '5 orders',
      '6 to 7 orders',
      '8 orders or more',
    ])
    expect(frequencyWords(2, { ...cuts, frequency: [2, 2, 3, 4] })).toBe('nobody')
  })
})

describe('spans and cuts', () => {
  it('are read as people write them', () => {
    expect(readSpan(' 4 – 5 ')).toEqual({ from: 4, to: 5 })
    expect(readSpan('3')).toEqual({ from: 3, to: 3 })
    expect(readSpan('5-4')).toBeUndefined()
    expect(readSpan('6')).toBeUndefined()
    expect(spanText({ from: 2, to: 2 })).toBe('2')
    expect(readCuts('30, 60 90;180')).toEqual([30, 60, 90, 180])
    expect(readCuts('30 60 90')).toBeUndefined()
    expect(readCuts('a b c d')).toBeUndefined()
  })
})

describe('strength', () => {
  it('is beside the greatest', () => {
    const cell = (customers: number): Cell => ({
      recency: 1,
      frequency: 1,
      customers,
      share: 0,
      orders: 0,
      revenue: 0,
      averageOrder: null,
      segments: [],
    })
    expect(strength(cell(5), [cell(5), cell(10)], 'customers')).toBe(0.5)
    expect(strength(cell(5), [cell(5)], 'averageOrder')).toBe(0)
  })
})
