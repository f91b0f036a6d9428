import type { components } from '../api'

type Home = components['schemas']['HomeView']

/** Nothing was sent and nothing recovered: there is nothing to measure, which is not the same as nothing. */
export const recoveredShown = ({
  messagesSent,
  recoveredOrders,
}: Pick<Home, 'messagesSent' | 'recoveredOrders'>): boolean =>
  messagesSent.value > 0 ||
  messagesSent.previous > 0 ||
  recoveredOrders.value > 0 ||
  recoveredOrders.previous > 0

/** The event history over the days of a series. */
export function historyHref(series: readonly { day: string }[], name?: string): string {
  const search = new URLSearchParams()
  if (name !== undefined) search.set('name', name)
  const [first, last] = [series[0], series.at(-1)]
  if (first && last) {
    search.set('from', first.day)
    search.set('to', last.day)
  }
  return `/automation/event-history?${search.toString()}`
}

/** How much of the way to the first message is gone; null when there is nothing left to do. */
export function progressOf(steps: readonly { done: boolean }[]): { done: number; of: number } | null {
  const done = steps.filter((step) => step.done).length
  return done === steps.length ? null : { done, of: steps.length }
}

/** Nothing happened on any day: three empty rows of bars would say no more than the numbers above them. */
export const isQuiet = (
  series: readonly Pick<Home['series'][number], 'events' | 'messages' | 'revenue'>[],
): boolean => series.every(({ events, messages, revenue }) => events === 0 && messages === 0 && revenue === 0)
