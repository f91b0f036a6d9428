import { describe, expect, it } from 'vitest'
import { passwordStrength } from './passwordStrength'
import { countries, currencyOf, guessCountry } from './places'
import { readNext } from './searchNext'

describe('where to go after signing in', () => {
  it('is a path of this dashboard', () => {
    expect(readNext({ next: '/contacts?q=ada' })).toEqual({ next: '/contacts?q=ada' })
  })
  it('is never another site', () => {
    for (const next of ['https://evil.test', '//evil.test', '/\\evil.test', 'javascript:alert(1)', 7])
      expect(readNext({ next })).toEqual({})
  })
  it('is not the sign-in page again', () => {
    expect(readNext({ next: '/sign-in?next=/' })).toEqual({})
  })
})

describe('the strength of a password', () => {
  it('counts length most', () => {
    expect(passwordStrength('short').word).toBe('Too short')
    expect(passwordStrength('short').advice).toBe('5 more characters.')
    expect(passwordStrength('tulipharbo').score).toBe(2)
    expect(passwordStrength('tulip harbour lemon').score).toBe(4)
  })
  it('does not take one’s own e-mail', () => {
    expect(passwordStrength('Ada.Moreau-2026-shop', 'ada.moreau@fernhill.example').word).toBe('Easy to guess')
    expect(passwordStrength('tulip harbour lemon', 'ada.moreau@fernhill.example').score).toBe(4)
    expect(passwordStrength('tulip harbour lemon', '').score).toBe(4)
  })
  it('sees through well-known beginnings and repetition', () => {
    expect(passwordStrength('Password123456!').word).toBe('Easy to guess')
    expect(passwordStrength('aaaaaaaaaaaaaaaa').word).toBe('Easy to guess')
  })
})

describe('guesses at set-up', () => {
  it('takes the region of the first language that names one', () => {
    expect(guessCountry(['de', 'de-AT', 'en-US'])).toBe('AT')
    expect(guessCountry(['eo'])).toBe('US')
    expect(guessCountry([])).toBe('US')
  })
  it('knows the usual currencies', () => {
    expect([currencyOf('DE'), currencyOf('GB'), currencyOf('US'), currencyOf('EC')]).toEqual([
      'EUR',
      'GBP',
      'USD',
      'USD',
    ])
  })
  it('names every country where people live', () => {
    expect(countries().filter(({ value, label }) => value === label)).toEqual([])
    expect(countries()).toHaveLength(244)
  })
})
