import type { Tone } from '../../shared'
import { dash } from '../../shared/format'

const tones = { good: 'good', warn: 'warn', bad: 'bad' } as const satisfies Record<string, Tone>

/** How grave the server finds it, as the dashboard shows it. */
export const toneOf = (tone: keyof typeof tones): Tone => tones[tone]

/** A length of time in one unit, as people say it; a dash when there is none. */
export function spanOf(seconds: number | null): string {
  if (seconds === null) return dash
  if (seconds < 90) return `${Math.round(seconds)} s`
  if (seconds < 90 * 60) return `${Math.round(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.round(seconds / 3600)} h`
  return `${Math.round(seconds / 86400)} days`
}

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const

/** A size on disk with three digits at most: 940 MB, 1.24 GB. */
export function sizeOf(bytes: number, write: (value: number, digits: number) => string): string {
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2
  return `${write(value, digits)} ${units[unit] ?? ''}`
}

/** The highest minute of the hour, in words: what the tallest bar stands for. */
export function peakOf(values: readonly number[], write: (value: number) => string, unit: string): string {
  const most = Math.max(0, ...values)
  return most === 0 ? 'nothing in the last hour' : `at most ${write(most)} ${unit}`
}
