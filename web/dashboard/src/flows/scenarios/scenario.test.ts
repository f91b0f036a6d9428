import { describe, expect, it } from 'vitest'
import type { Definition } from '../flow'
import { asExpected, beginning, linesOf, newScenario, type Outcome, spanOf, spanWords } from './scenario'

const flow: Definition = {
  trigger: { type: 'event', on: { event: 'cart_abandoned' } },
  steps: [{ type: 'send', id: 'reminder', template: 'tpl_1' }],
}

const outcome: Outcome = {
  name: 'A cart',
  holds: false,
  begins: '2026-01-12T10:00:00Z',
  sent: [
    { step: 'reminder', at: '2026-01-12T10:30:00Z', minutes: 30, skipped: null, expected: true },
    { step: 'second', at: '2026-01-13T10:30:00Z', minutes: 1_470, skipped: null, expected: false },
    { step: 'third', at: '2026-01-14T10:00:00Z', minutes: 2_880, skipped: 'unsubscribed', expected: true },
  ],
  missing: [{ step: 'second', after: { amount: 1, unit: 'days' } }],
  runs: [],
}

describe('a scenario', () => {
  it('begins with what begins the flow', () => {
    expect(newScenario(flow).happens).toEqual([
      { event: 'cart_abandoned', after: { amount: 0, unit: 'minutes' }, cart: 'cart' },
    ])
    expect(beginning({ ...flow, trigger: { type: 'called' } }).event).toBe('flow_called')
    expect(
      beginning({ ...flow, trigger: { type: 'audience', audience: 'aud_1', change: 'exited' } }).event,
    ).toBe('audience_exited')
  })

  it('counts in the largest unit that comes out even', () => {
    expect([0, 30, 120, 1_470, 2_880].map((minutes) => spanWords(spanOf(minutes)))).toEqual([
      'at once',
      'after 30 minutes',
      'after 2 hours',
      'after 1470 minutes',
      'after 2 days',
    ])
    expect(spanWords({ amount: -3, unit: 'days' })).toBe('3 days before')
  })

  it('says what came otherwise than expected', () => {
    expect(linesOf(outcome, (step) => `“${step}”`)).toEqual([
      { words: '“reminder” is sent after 30 minutes', tone: 'as_expected' },
      { words: '“second” is sent after 1 day and 30 minutes, which is not expected', tone: 'unexpected' },
      { words: '“third” is not sent after 2 days: Unsubscribed', tone: 'as_expected' },
      { words: '“second” is not sent after 1 day, though it is expected', tone: 'missing' },
    ])
    expect(linesOf({ ...outcome, sent: [], missing: [] }, (step) => step)[0]?.words).toBe('Nothing is sent')
  })

  it('takes what is sent now as what is expected', () => {
    expect(asExpected(outcome)).toEqual([
      { step: 'reminder', after: { amount: 30, unit: 'minutes' } },
      { step: 'second', after: { amount: 1_470, unit: 'minutes' } },
    ])
  })
})
