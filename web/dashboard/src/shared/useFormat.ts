import { useMemo } from 'react'
import { useWorkspace } from '../session/SessionContext'
import * as format from './format'

/** The formatting functions with the workspace's zone, currency and country filled in. */
export function useFormat() {
  const place = useWorkspace()
  return useMemo(
    () => ({
      money: (amount: format.Amount | null | undefined, currency?: string | null) =>
        format.formatMoney(amount, place, currency ?? place.currency),
      number: (value: format.Amount | null | undefined, options?: Intl.NumberFormatOptions) =>
        format.formatNumber(value, place, options),
      share: (share: number | null | undefined) => format.formatShare(share, place),
      date: (instant: format.Instant | null | undefined, style?: format.DateStyle) =>
        format.formatDate(instant, place, style),
      count: (count: number, one: string, many?: string) =>
        `${format.formatNumber(count, place)} ${format.plural(count, one, many)}`,
    }),
    [place],
  )
}
