import { describe, expect, it } from 'vitest'
import { historyHref, isQuiet, progressOf, recoveredShown } from './figures'

const nothing = { value: 0, previous: 0 }

describe('recoveredShown', () => {
  it('measures nothing before the first message', () => {
    expect(recoveredShown({ messagesSent: nothing, recoveredOrders: nothing })).toBe(false)
  })
  it('shows zero once messages went out without bringing anything', () => {
    expect(recoveredShown({ messagesSent: { value: 3, previous: 0 }, recoveredOrders: nothing })).toBe(true)
  })
})

describe('historyHref', () => {
  it('covers the days of the series', () => {
    const series = [{ day: '2026-11-15' }, { day: '2026-11-16' }, { day: '2026-11-21' }]
    expect(historyHref(series, 'message_sent')).toBe(
      '/automation/event-history?name=message_sent&from=2026-11-15&to=2026-11-21',
    )
  })
})

describe('progressOf', () => {
  it('ends when every step is done', () => {
    expect(progressOf([{ done: true }, { done: false }])).toEqual({ done: 1, of: 2 })
    expect(progressOf([{ done: true }, { done: true }])).toBeNull()
  })
})

describe('isQuiet', () => {
  it('is a period in which nothing came in, went out or was recovered', () => {
    const day = { events: 0, messages: 0, revenue: 0 }
    expect(isQuiet([day, day])).toBe(true)
    expect(isQuiet([day, { ...day, revenue: 12.5 }])).toBe(false)
  })
})
