import { useHotkeys } from '@mantine/hooks'
import type { RefObject } from 'react'

/** j and k move the focus down and up a list's rows (marked `data-row`); Enter then is the row's own. */
export function useRowKeys(box: RefObject<HTMLElement | null>): void {
  const move = (step: 1 | -1) => () => {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const at = rows.findIndex((row) => row.contains(document.activeElement))
    const next = rows[Math.min(Math.max(at + step, 0), rows.length - 1)]
    const target = next?.querySelector<HTMLElement>('button, a') ?? next
    target?.focus()
    target?.scrollIntoView({ block: 'nearest' })
  }
  useHotkeys([
    ['j', move(1)],
    ['k', move(-1)],
  ])
}
