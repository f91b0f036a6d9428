import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import type { components } from '../../api'

dayjs.extend(utc)
dayjs.extend(timezone)

export interface ReplayOrder {
  /** As the picker writes it: "2026-03-02 10:00:00", in the workspace's time zone. */
  from: string | null
  to: string | null
  into: components['schemas']['ReplayInto']
  name: string
}

export const emptyOrder = (workspace: string): ReplayOrder => ({
  from: null,
  to: null,
  into: 'here',
  name: `${workspace}, replayed`,
})

/** What the server is asked for; undefined while something is missing. */
export function requestOf(order: ReplayOrder, zone: string): components['schemas']['NewReplay'] | undefined {
  const from = instant(order.from, zone)
  const named = order.into === 'new_workspace'
  if (from === null || (named && order.name.trim() === '')) return undefined
  return { from, to: instant(order.to, zone), into: order.into, name: named ? order.name.trim() : null }
}

const instant = (local: string | null, zone: string): string | null =>
  local === null || local === '' ? null : dayjs.tz(local, zone).toISOString()

type Replay = components['schemas']['ReplayView']

export const isGoing = ({ status }: Replay): boolean =>
  status === 'waiting' || status === 'running' || status === 'finishing'

/** Seconds until all requests are in, at the pace so far; null while that cannot be told. */
export function secondsLeft({ status, requests, done, startedAt }: Replay, now: number): number | null {
  if (status !== 'running' || requests === null || startedAt === null || done === 0) return null
  const passed = (now - Date.parse(startedAt)) / 1000
  return passed < 3 ? null : Math.max(0, Math.round(((requests - done) * passed) / done))
}

/** A rough time in words: nobody needs the seconds of an hour. */
export function inTime(seconds: number): string {
  if (seconds < 60) return 'less than a minute left'
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`
  const hours = Math.round(minutes / 60)
  return `about ${hours} ${hours === 1 ? 'hour' : 'hours'} left`
}
