import type { Amount } from './format'
import { useFormat } from './useFormat'

interface MoneyProps {
  amount: Amount | null | undefined
  /** ISO 4217; the workspace's when left out. */
  currency?: string | null
}

/** An amount of money as the workspace's country writes it, or a dash when there is none. */
export function Money({ amount, currency }: MoneyProps) {
  return <span className="bk-figures">{useFormat().money(amount, currency)}</span>
}
