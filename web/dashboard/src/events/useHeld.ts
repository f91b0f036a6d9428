import { type RefObject, useEffect, useState } from 'react'
import type { EventRow } from './arrivals'
import { heldAt } from './arrivals'

/**
 * Keeps rows in their place while somebody looks at them: once the page is scrolled or the pointer is over the list,
 * what arrives waits above, and is counted.
 */
export function useHeld(items: readonly EventRow[] | undefined, box: RefObject<HTMLElement | null>) {
  const [top, setTop] = useState<string>()
  const first = items?.[0]?.id
  const looking = useLooking(box)
  const [wasLooking, setWasLooking] = useState(looking)
  if (wasLooking !== looking) {
    setWasLooking(looking)
    setTop(looking ? first : undefined)
  }
  const held = heldAt(items ?? [], top)
  return {
    shown: items && held.shown,
    waiting: held.waiting,
    show: () => {
      setTop(first)
      window.scrollTo({ top: 0 })
    },
  }
}

function useLooking(box: RefObject<HTMLElement | null>): boolean {
  const [looking, setLooking] = useState(false)
  useEffect(() => {
    const look = () => {
      const over = box.current?.querySelector('table, ul')?.matches(':hover') ?? false
      setLooking(over || window.scrollY > 40)
    }
    window.addEventListener('scroll', look, { passive: true })
    window.addEventListener('pointermove', look, { passive: true })
    return () => {
      window.removeEventListener('scroll', look)
      window.removeEventListener('pointermove', look)
    }
  }, [box])
  return looking
}
