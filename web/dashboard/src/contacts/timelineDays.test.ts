import { describe, expect, it } from 'vitest'
import { byDay, signOf, targetOf, type TimelineItem } from './timelineDays'

const item = (id: string, at: string, more: Partial<TimelineItem> = {}): TimelineItem => ({
  kind: 'event',
  id,
  at,
  name: 'cart_abandoned',
  status: null,
  sentence: 'Left a cart',
  reason: null,
  campaignId: null,
  campaignName: null,
  messageId: null,
  orderId: null,
  ...more,
})

describe('byDay', () => {
  it('puts lines of one day under one heading and keeps their order', () => {
    const items = [
      item('c', '2026-11-21T09:00Z'),
      item('b', '2026-11-21T08:00Z'),
      item('a', '2026-11-20T23:00Z'),
    ]
    expect(
      byDay(items, (at) => at.slice(0, 10)).map(({ day, items }) => [day, items.map(({ id }) => id)]),
    ).toEqual([
      ['2026-11-21', ['c', 'b']],
      ['2026-11-20', ['a']],
    ])
  })
})

describe('signOf', () => {
  it('tells a message that was sent from one that was not', () => {
    expect(signOf({ kind: 'message', name: 'message', status: 'sent' })).toBe('message')
    expect(signOf({ kind: 'message', name: 'message', status: 'skipped' })).toBe('unsent')
  })
  it('takes an order that is an abandoned cart for a cart', () => {
    expect(signOf({ kind: 'event', name: 'orderABANDONED_SHOPPING_CART', status: null })).toBe('cart')
    expect(signOf({ kind: 'event', name: 'orderDELIVERED', status: null })).toBe('order')
  })
})

describe('targetOf', () => {
  it('opens the message that an event tells of, the order, or the event itself', () => {
    expect(targetOf(item('evt_1', '', { messageId: 'msg_1' }))).toBe('msg_1')
    expect(targetOf(item('evt_1', '', { orderId: 'ord_1' }))).toBe('ord_1')
    expect(targetOf(item('evt_1', ''))).toBe('evt_1')
  })
})
