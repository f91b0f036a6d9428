import { describe, expect, it } from 'vitest'
import { peakOf, sizeOf, spanOf } from './figures'

const write = (value: number, digits = 0): string => value.toFixed(digits)

describe('figures of the system page', () => {
  it.each([
    [null, '–'],
    [0.4, '0 s'],
    [89, '89 s'],
    [150, '3 min'],
    [7200, '2 h'],
    [200_000, '2 days'],
  ])('writes %s seconds as %s', (seconds, text) => expect(spanOf(seconds)).toBe(text))

  it.each([
    [12, '12 bytes'],
    [8_412_000, '8.41 MB'],
    [94_120_000, '94.1 MB'],
    [940_120_000, '940 MB'],
    [5_300_000_000_000_000, '5300 TB'],
  ])('writes %s bytes as %s', (bytes, text) => expect(sizeOf(bytes, write)).toBe(text))

  it('says what the tallest bar stands for, and that there is none', () => {
    expect(peakOf([1, 40, 3], write, 'a minute')).toBe('at most 40 a minute')
    expect(peakOf([0, 0], write, 'a minute')).toBe('nothing in the last hour')
    expect(peakOf([], write, 'a minute')).toBe('nothing in the last hour')
  })
})
