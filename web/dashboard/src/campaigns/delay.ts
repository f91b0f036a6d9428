import { plural } from '../shared/format'

/** What a wait is set in, in minutes. */
export const delayUnits = { minutes: 1, hours: 60, days: 24 * 60 } as const
export type DelayUnit = keyof typeof delayUnits
export const delayUnitIds = ['minutes', 'hours', 'days'] as const

/** The server takes no longer wait. */
export const longestDelay = 7 * delayUnits.days

/** A wait as a person would say it: 120 minutes are 2 hours, 90 stay 90 minutes. */
export function splitDelay(minutes: number): { count: number; unit: DelayUnit } {
  for (const unit of ['days', 'hours'] as const) {
    if (minutes > 0 && minutes % delayUnits[unit] === 0) return { count: minutes / delayUnits[unit], unit }
  }
  return { count: minutes, unit: 'minutes' }
}

/** "1 hour", "3 days". */
export function delayWords(minutes: number): string {
  const { count, unit } = splitDelay(minutes)
  return `${count} ${plural(count, unit.slice(0, -1))}`
}

/** When the e-mail goes out, as a line of the review. */
export const sendWords = (minutes: number): string =>
  minutes === 0 ? 'At once' : `${delayWords(minutes)} after the cart was abandoned`
