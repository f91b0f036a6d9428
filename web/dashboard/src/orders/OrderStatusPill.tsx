import { StatusPill } from '../shared'
import { type OrderStatus, statusTone, statusWord } from './status'

/** Where an order stands. */
export function OrderStatusPill({ status }: { status: OrderStatus }) {
  return <StatusPill tone={statusTone(status)}>{statusWord(status)}</StatusPill>
}
