import { useHotkeys } from '@mantine/hooks'
import type { RefObject } from 'react'

/**
 * j and k move the focus down and up a list's rows (marked `data-row`); Enter then is the row's own. While a row is
 * open in a peek they open the next one instead, so that a list can be read through.
 */
export function useRowKeys(box: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => () => {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const open = rows.findIndex((row) => row.dataset['selected'] === 'true')
    const at = open >= 0 ? open : rows.findIndex((row) => row.contains(document.activeElement))
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
    const target = next?.querySelector<HTMLElement>('button, a') ?? next
    if (open >= 0) target?.click()
    else target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys([
    ['j', move(1)],
    ['k', move(-1)],
  ])
}
