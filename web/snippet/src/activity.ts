import type { Storage } from './storage'

const span = 600_000

/**
 * Tells that a shopper is active on the site: the tab is open and the cursor has moved within the last ten minutes. At most once in ten
 * minutes, however many tabs there are, and once in every ten minutes for as long as it stays true.
 */
export function watchActivity(storage: Storage, active: () => void): () => void {
  let at = ''
  let movedAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined

  const look = () => {
    clearTimeout(timer)
    timer = undefined
    const now = Date.now()
    const told = storage.read('active', isNumber) ?? -Infinity
    // A clock that was put back must not silence this for long.
    const due = told > now ? now : told + span
    if (now >= due && now - movedAt < span) {
      storage.write('active', now)
      active()
      wait(span)
    } else if (now < due) wait(due - now)
  }
  const wait = (pause: number) => {
    timer = setTimeout(look, pause)
  }
  const move = ({ screenX, screenY }: PointerEvent) => {
    const before = at
    at = `${screenX} ${screenY}`
    // The first position is where the cursor happened to be.
    if (before === '' || before === at) return
    movedAt = Date.now()
    if (timer === undefined) look()
  }
  addEventListener('pointermove', move, { passive: true })
  return () => {
    removeEventListener('pointermove', move)
    clearTimeout(timer)
  }
}

const isNumber = (value: unknown): value is number => typeof value === 'number'
