import { describe, expect, it } from 'vitest'
import {
  conditionsIn,
  type EventCondition,
  everybody,
  faultAt,
  filterOfList,
  frequencies,
  frequencyOf,
  rootOf,
  withAdded,
  withFrequency,
  withoutPart,
  withPart,
} from './filter'

const left: EventCondition = { type: 'event', event: 'cart_abandoned' }

describe('filters', () => {
  it('begin with a group', () => {
    expect(rootOf(left)).toEqual({ type: 'all', of: [left] })
    expect(rootOf({ type: 'any', of: [left] })).toEqual({ type: 'any', of: [left] })
  })

  it('change a part and leave the others alone', () => {
    const group = withAdded(withAdded(everybody, left), { type: 'orders' })
    expect(withPart(group, 1, { type: 'tag', tag: 'VIP' }).of).toEqual([left, { type: 'tag', tag: 'VIP' }])
    expect(withoutPart(group, 0).of).toEqual([{ type: 'orders' }])
    expect(everybody.of).toEqual([])
    expect(conditionsIn({ type: 'none', of: [group, left] })).toBe(3)
  })

  it('show what is wrong at the condition that it belongs to', () => {
    const errors = { 'filter.of[1].time.unit': ['Give minutes.'], 'filter.of[10]': ['Other.'] }
    expect(faultAt(errors, 'filter.of[1]')).toBe('Give minutes.')
    expect(faultAt(errors, 'filter.of[0]')).toBeUndefined()
  })

  it('say how often something was done, and back', () => {
    for (const { value } of frequencies) expect(frequencyOf(withFrequency(left, value))).toBe(value)
  })

  it('keep the window and the properties when the frequency changes', () => {
    const windowed: EventCondition = { ...left, time: { op: 'in_last', amount: 30, unit: 'minutes' } }
    expect(withFrequency(withFrequency(windowed, 'sum'), 'never')).toEqual({
      ...windowed,
      is: { op: 'at_most', value: 0 },
    })
  })

  it('are made of what the list of contacts shows', () => {
    expect(filterOfList({ recency: 5, frequency: 1, consent: 'sms:never', ordered: 'false' })).toEqual({
      type: 'all',
      of: [
        { type: 'consent', channel: 'sms', status: 'never' },
        { type: 'none', of: [{ type: 'orders', measure: 'count', is: { op: 'at_least', value: 1 } }] },
        { type: 'rfm', recency: { from: 5, to: 5 }, frequency: { from: 1, to: 1 } },
      ],
    })
  })
})
