import { describe, expect, it } from 'vitest'
import { isFiltered, queryOf, startOfDay } from './filters'

describe('startOfDay', () => {
  it('is midnight in the zone of the workspace', () => {
    expect(startOfDay('2026-11-21', 'America/Los_Angeles')).toBe('2026-11-21T08:00:00.000Z')
    expect(startOfDay('2026-07-01', 'Europe/Paris')).toBe('2026-06-30T22:00:00.000Z')
  })
  it('counts calendar days across a change of clocks', () => {
    expect(startOfDay('2026-03-08', 'America/Los_Angeles', 1)).toBe('2026-03-09T07:00:00.000Z')
    expect(startOfDay('2026-11-01', 'America/Los_Angeles', 1)).toBe('2026-11-02T08:00:00.000Z')
  })
})

describe('queryOf', () => {
  it('asks for nothing in particular without filters', () => {
    expect(queryOf({ peek: 'evt_1' }, 'UTC')).toEqual({})
  })
  it('includes the last day of a period whole', () => {
    expect(queryOf({ name: 'cart_abandoned', from: '2026-11-01', to: '2026-11-30' }, 'UTC')).toEqual({
      name: 'cart_abandoned',
      from: '2026-11-01T00:00:00.000Z',
      to: '2026-12-01T00:00:00.000Z',
    })
  })
})

describe('isFiltered', () => {
  it('does not take an open panel for a filter', () => {
    expect(isFiltered({ peek: 'evt_1' })).toBe(false)
    expect(isFiltered({ q: 'ada' })).toBe(true)
  })
})
