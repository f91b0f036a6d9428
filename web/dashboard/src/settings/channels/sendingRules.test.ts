import { describe, expect, it } from 'vitest'
import { editOf, fieldsOf, holds, newCap, type Rules } from './sendingRules'

const stored: Rules = {
  quietHours: { from: '21:00:00', until: '09:00:00' },
  caps: [
    { messages: 1, hours: 16 },
    { messages: 3, hours: 168, channel: 'sms' },
  ],
  whenHeld: 'wait',
  mostHours: 48,
  version: 2,
}

describe('the rules of sending', () => {
  it('are sent as they were read unless something was changed', () => {
    expect({ ...editOf(fieldsOf(stored)), version: 2 }).toEqual(stored)
  })

  it('count in days where that comes out even', () => {
    expect(fieldsOf(stored).caps.map(({ amount, unit }) => `${String(amount)} ${unit}`)).toEqual([
      '16 hours',
      '7 days',
    ])
    expect(editOf({ ...fieldsOf(stored), caps: [newCap] }).caps).toEqual([{ messages: 1, hours: 24 }])
  })

  it('keep the hours that were typed while they are turned off', () => {
    const off = { ...fieldsOf(stored), quiet: false }
    expect(editOf(off).quietHours).toBeNull()
    expect(holds({ ...off, caps: [] })).toBe(false)
    expect(off.from).toBe('21:00')
  })
})
