import type { components } from '../api'

export type TimelineItem = components['schemas']['TimelineItem']

export interface TimelineDay {
  day: string
  items: TimelineItem[]
}

/** The lines of a timeline under the calendar day on which they happened, in the order they came. */
export function byDay(items: readonly TimelineItem[], dayOf: (at: string) => string): TimelineDay[] {
  const days: TimelineDay[] = []
  for (const item of items) {
    const day = dayOf(item.at)
    const last = days.at(-1)
    if (last?.day === day) last.items.push(item)
    else days.push({ day, items: [item] })
  }
  return days
}

export type Sign = 'message' | 'unsent' | 'opened' | 'cart' | 'order' | 'other'

/** Which picture stands beside a line. */
export function signOf({ kind, name, status }: Pick<TimelineItem, 'kind' | 'name' | 'status'>): Sign {
  if (kind === 'message') return status === 'skipped' || status === 'failed' ? 'unsent' : 'message'
  if (name === 'message_opened' || name === 'message_clicked') return 'opened'
  if (name.startsWith('message_')) return 'message'
  if (name.startsWith('order')) return name === 'orderABANDONED_SHOPPING_CART' ? 'cart' : 'order'
  return name.includes('cart') || name === 'checkout_started' ? 'cart' : 'other'
}

/** What a line opens: a message with its why, an order, or the event as it came. */
export const targetOf = (item: TimelineItem): string =>
  item.kind === 'message' ? item.id : (item.messageId ?? item.orderId ?? item.id)
