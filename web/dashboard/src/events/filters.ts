import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import type { paths } from '../api'

dayjs.extend(utc)
dayjs.extend(timezone)

export type EventQuery = Omit<
  NonNullable<paths['/api/events']['get']['parameters']['query']>,
  'limit' | 'cursor' | 'after'
>

/** The filters as they stand in the URL. Days are calendar days of the workspace, both included. */
export interface EventSearch {
  name?: string
  source?: string
  contact?: string
  q?: string
  /** Only events that do not fit the catalogue. */
  warnings?: 'yes'
  from?: string
  to?: string
  peek?: string
}

/** The first instant of a calendar day in a time zone; `later` days after it. */
export const startOfDay = (day: string, zone: string, later = 0): string =>
  // The day is counted on first: days with a change of clocks have no 24 hours.
  dayjs.tz(dayjs.utc(day).add(later, 'day').format('YYYY-MM-DD'), zone).toISOString()

/** What the server is asked for the filters in the URL. */
export function queryOf(search: EventSearch, zone: string): EventQuery {
  const query: EventQuery = {}
  if (search.name !== undefined) query.name = search.name
  if (search.source !== undefined) query.sourceId = search.source
  if (search.contact !== undefined) query.contactId = search.contact
  if (search.q !== undefined) query.q = search.q
  if (search.warnings !== undefined) query.warnings = true
  if (search.from !== undefined) query.from = startOfDay(search.from, zone)
  if (search.to !== undefined) query.to = startOfDay(search.to, zone, 1)
  return query
}

export const isFiltered = ({ name, source, contact, q, warnings, from, to }: EventSearch): boolean =>
  [name, source, contact, q, warnings, from, to].some((filter) => filter !== undefined)
