/** What a workspace decides about how figures and dates are written. */
export interface Locality {
  timeZone: string
  currency: string
  country: string
}

export type Instant = string | number | Date
export type Amount = string | number

export const dash = '–'

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

// Making an Intl formatter costs a hundred times what using it does, and tables use thousands.
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `n${locale}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const made = new Intl.NumberFormat(locale, options)
  cache.set(key, made)
  return made
}

function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `d${locale}${JSON.stringify(options)}`
  const known = cache.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const made = new Intl.DateTimeFormat(locale, options)
  cache.set(key, made)
  return made
}

const isCountry = (country: string): boolean => /^[A-Za-z]{2}$/.test(country)

/** Figures as the workspace's country writes them: 1.234,56 € in Germany. Always in the digits 0 to 9. */
export function figuresLocale(country: string): string {
  // English with a region (en-DE) would write €1,234.56: the country's own language decides.
  if (!isCountry(country)) return 'en'
  return new Intl.Locale(`und-${country}`, { numberingSystem: 'latn' }).maximize().toString()
}

/** Dates in English words, in the order of the workspace's country. */
export const datesLocale = (country: string): string =>
  isCountry(country) ? `en-${country.toUpperCase()}` : 'en'

const asNumber = (value: Amount | null | undefined): number | null => {
  if (value == null || value === '') return null
  const number = Number(value)
  return Number.isFinite(number) ? number : null
}

export function formatMoney(
  amount: Amount | null | undefined,
  place: Locality,
  currency: string = place.currency,
): string {
  const number = asNumber(amount)
  if (number === null) return dash
  try {
    return numberFormat(figuresLocale(place.country), { style: 'currency', currency }).format(number)
  } catch {
    // A source may send a currency that is none (RangeError): show what came.
    return `${formatNumber(number, place)} ${currency}`
  }
}

export function formatNumber(
  value: Amount | null | undefined,
  place: Locality,
  options: Intl.NumberFormatOptions = {},
): string {
  const number = asNumber(value)
  return number === null ? dash : numberFormat(figuresLocale(place.country), options).format(number)
}

/** A share between 0 and 1 as per cent, with one decimal below ten. */
export function formatShare(share: number | null | undefined, place: Locality): string {
  if (share == null || !Number.isFinite(share)) return dash
  const digits = Math.abs(share) < 0.1 && share !== 0 ? 1 : 0
  return formatNumber(share, place, { style: 'percent', maximumFractionDigits: digits })
}

const toDate = (instant: Instant | null | undefined): Date | null => {
  if (instant == null || instant === '') return null
  const date = new Date(instant)
  return Number.isNaN(date.getTime()) ? null : date
}

export type DateStyle = 'date' | 'time' | 'dateTime' | 'exact'

const dateStyles: Record<DateStyle, Intl.DateTimeFormatOptions> = {
  date: { dateStyle: 'medium' },
  time: { timeStyle: 'short' },
  dateTime: { dateStyle: 'medium', timeStyle: 'short' },
  exact: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    timeZoneName: 'short',
  },
}

export function formatDate(
  instant: Instant | null | undefined,
  place: Locality,
  style: DateStyle = 'dateTime',
): string {
  const date = toDate(instant)
  if (date === null) return dash
  return dateFormat(datesLocale(place.country), { ...dateStyles[style], timeZone: place.timeZone }).format(
    date,
  )
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
]

/** "2 minutes ago" while that is nearer to how people think than a date; null after a week. */
export function formatAgo(instant: Instant | null | undefined, now: Instant): string | null {
  const date = toDate(instant)
  const today = toDate(now)
  if (date === null || today === null) return null
  let distance = (date.getTime() - today.getTime()) / 1000
  if (Math.abs(distance) < 10) return 'just now'
  for (const [unit, size] of steps) {
    if (Math.abs(distance) < size)
      return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(distance), unit)
    distance /= size
  }
  return null
}

/** How much larger than the period before, as a share; null when there was nothing to compare with. */
export function changeShare(
  value: number | null | undefined,
  before: number | null | undefined,
): number | null {
  if (value == null || before == null || before === 0) return null
  return (value - before) / Math.abs(before)
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? one : many
}

/** A text in which times such as "2026-11-27 20:31 UTC" are shown by a function. */
export const timesShown = (text: string, show: (at: string) => string): string =>
  text.replace(/(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}) UTC/g, (_, day: string, time: string) =>
    show(`${day}T${time}:00Z`),
  )
