import { describe, expect, it } from 'vitest'
import { delayWords, sendWords, splitDelay } from './delay'

describe('a wait', () => {
  it.each([
    [0, 0, 'minutes'],
    [45, 45, 'minutes'],
    [60, 1, 'hours'],
    [90, 90, 'minutes'],
    [1440, 1, 'days'],
    [1500, 25, 'hours'],
  ])('of %i minutes is said as %i %s', (minutes, count, unit) => {
    expect(splitDelay(minutes)).toEqual({ count, unit })
  })
  it('is told in the singular and the plural', () => {
    expect([1, 60, 120, 1440, 10_080].map(delayWords)).toEqual([
      '1 minute',
      '1 hour',
      '2 hours',
      '1 day',
      '7 days',
    ])
  })
  it('of nothing is at once', () => {
    expect([0, 60].map(sendWords)).toEqual(['At once', '1 hour after the cart was abandoned'])
  })
})
