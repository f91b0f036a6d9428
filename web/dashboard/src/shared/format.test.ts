import { describe, expect, it } from 'vitest'
import {
  changeShare,
  formatAgo,
  formatDate,
  formatMoney,
  formatNumber,
  formatShare,
  timesShown,
} from './format'

const berlin = { timeZone: 'Europe/Berlin', currency: 'EUR', country: 'DE' }
const denver = { timeZone: 'America/Denver', currency: 'USD', country: 'US' }

// Intl writes no-break spaces; which kind differs between versions of its data.
const plain = (text: string | null) => text?.replace(/\s/gu, ' ')

describe('money', () => {
  it('is written as the workspace’s country writes it', () => {
    expect(plain(formatMoney('1234.5', berlin))).toBe('1.234,50 €')
    expect(formatMoney(1234.5, denver)).toBe('$1,234.50')
  })
  it('keeps to the digits 0 to 9 everywhere', () => {
    expect(formatNumber(1234567, { ...denver, country: 'EG' })).toBe('1,234,567')
    expect(formatNumber(1234567, { ...denver, country: '' })).toBe('1,234,567')
  })
  it('keeps its own currency when it is not the workspace’s', () => {
    expect(formatMoney(20, denver, 'EUR')).toBe('€20.00')
    expect(formatMoney(2000, denver, 'JPY')).toBe('¥2,000')
  })
  it('shows a currency that is none as it came', () => {
    expect(formatMoney(20, denver, 'points')).toBe('20 points')
  })
  it('is a dash, not a zero, when there is none', () => {
    expect(formatMoney(null, denver)).toBe('–')
    expect(formatMoney('', denver)).toBe('–')
    expect(formatMoney('abc', denver)).toBe('–')
    expect(formatMoney(0, denver)).toBe('$0.00')
  })
})

describe('numbers', () => {
  it('are grouped as the country groups them', () => {
    expect(formatNumber(1234567, berlin)).toBe('1.234.567')
    expect(formatNumber(1234567, denver)).toBe('1,234,567')
  })
  it('shows shares with a decimal only where it matters', () => {
    expect(formatShare(0.4213, denver)).toBe('42%')
    expect(formatShare(0.0421, denver)).toBe('4.2%')
    expect(formatShare(0, denver)).toBe('0%')
    expect(formatShare(null, denver)).toBe('–')
  })
  it('compares with the period before, unless there was nothing', () => {
    expect(changeShare(150, 100)).toBe(0.5)
    expect(changeShare(50, 100)).toBe(-0.5)
    expect(changeShare(50, 0)).toBeNull()
    expect(changeShare(50, null)).toBeNull()
  })
})

describe('dates', () => {
  it('are the workspace’s, not the browser’s', () => {
    expect(plain(formatDate('2026-07-01T03:30:00Z', denver))).toBe('Jun 30, 2026, 9:30 PM')
    expect(formatDate('2026-07-01T03:30:00Z', berlin, 'date')).toMatch(/^1 Jul(y)? 2026$/)
  })
  it('are exact to the millisecond where asked, with the zone', () => {
    const shown = plain(formatDate('2026-01-15T10:00:00.123Z', denver, 'exact'))
    expect(shown).toBe('Jan 15, 2026, 03:00:00.123 AM MST')
  })
  it('are a dash when there is none', () => {
    expect(formatDate(null, denver)).toBe('–')
    expect(formatDate('not a date', denver)).toBe('–')
  })
  it('are relative for a week', () => {
    const now = '2026-11-21T12:00:00Z'
    expect(formatAgo('2026-11-21T11:59:55Z', now)).toBe('just now')
    expect(formatAgo('2026-11-21T11:58:00Z', now)).toBe('2 minutes ago')
    expect(formatAgo('2026-11-20T11:00:00Z', now)).toBe('yesterday')
    expect(formatAgo('2026-11-21T15:00:00Z', now)).toBe('in 3 hours')
    expect(formatAgo('2026-11-14T12:00:00Z', now)).toBeNull()
  })
})

describe('times in a text', () => {
  it('are shown as the function says, and nothing else changes', () => {
    const show = (at: string) => `<${at}>`
    expect(timesShown('until 2026-11-27 20:31 UTC, then 2026-11-28 09:00 UTC', show)).toBe(
      'until <2026-11-27T20:31:00Z>, then <2026-11-28T09:00:00Z>',
    )
    expect(timesShown('2026-11-27, 20:31', show)).toBe('2026-11-27, 20:31')
  })
})
