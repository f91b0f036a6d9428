import { describe, expect, it } from 'vitest'
import { confirms, type Erasure, isGoing, reasonWords, rowsOf } from './erasures'

const erasure = (over: Partial<Erasure>): Erasure => ({
  id: 'era_1',
  status: 'done',
  contactId: null,
  reason: 'person_asked',
  by: 'user:ada@example.com',
  requestedAt: '2026-03-01T12:00:00Z',
  total: null,
  done: 0,
  secondsLeft: null,
  erased: {},
  problem: null,
  finishedAt: null,
  ...over,
})

describe('an erasure', () => {
  it('goes on until it is done', () => {
    expect(isGoing(erasure({ status: 'searching' }))).toBe(true)
    expect(isGoing(erasure({ status: 'done' }))).toBe(false)
  })

  it('counts rows of everything together', () => {
    expect(rowsOf(erasure({ erased: { event: 12, cart: 1 } }))).toBe(13)
    expect(rowsOf(erasure({}))).toBe(0)
  })

  it('has a reason in words', () => {
    expect(reasonWords('test_data')).toBe('They do not exist: test data')
  })

  it('needs the name, in whatever letters', () => {
    expect(confirms(' ada lovelace ', 'Ada Lovelace')).toBe(true)
    expect(confirms('Ada', 'Ada Lovelace')).toBe(false)
    expect(confirms('', '')).toBe(false)
  })
})
