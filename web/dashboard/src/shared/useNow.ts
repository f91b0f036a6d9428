import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    listeners.forEach((each) => each())
  }, 15_000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

function read(): number {
  // While nobody listens the value stands still; a first reader must not get an old one.
  if (timer === undefined && Date.now() - now > 15_000) now = Date.now()
  return now
}

/** The time, renewed every 15 seconds by one timer for the whole page. */
export const useNow = (): number => useSyncExternalStore(subscribe, read)
