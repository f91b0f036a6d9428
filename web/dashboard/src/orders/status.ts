import type { components } from '../api'
import type { Tone } from '../shared/StatusPill'

export type OrderStatus = components['schemas']['OrderStatus']

/** In the order of an order's life. */
export const statuses = [
  'INITIALIZED',
  'IN_PROGRESS',
  'DELIVERED',
  'CANCELLED',
  'ABANDONED_SHOPPING_CART',
] as const satisfies readonly OrderStatus[]

const words: Record<OrderStatus, { word: string; tone: Tone }> = {
  INITIALIZED: { word: 'Initialized', tone: 'idle' },
  IN_PROGRESS: { word: 'In progress', tone: 'busy' },
  DELIVERED: { word: 'Delivered', tone: 'good' },
  CANCELLED: { word: 'Cancelled', tone: 'bad' },
  ABANDONED_SHOPPING_CART: { word: 'Abandoned cart', tone: 'warn' },
}

export const statusWord = (status: OrderStatus): string => words[status].word

export const statusTone = (status: OrderStatus): Tone => words[status].tone
