import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Autosave, Draft, Keep } from './autosave'

/** Holds an Autosave for as long as its editor is open: leaving sends the rest, closing the window asks first. */
export function useAutosave<Value>(make: () => Autosave<Value>): [Autosave<Value>, Draft<Value>] {
  const [autosave] = useState(make)
  const draft = useSyncExternalStore(autosave.subscribe, autosave.read)
  useEffect(() => {
    const online = (): void => void autosave.flush()
    const leaving = (event: BeforeUnloadEvent): void => {
      if (autosave.read().state !== 'saved') event.preventDefault()
    }
    window.addEventListener('online', online)
    window.addEventListener('beforeunload', leaving)
    return () => {
      window.removeEventListener('online', online)
      window.removeEventListener('beforeunload', leaving)
      void autosave.flush()
    }
  }, [autosave])
  return [autosave, draft]
}

/** Keeps a value in this browser under a name; `parse` decides whether what is found there can still be used. */
export function keepInBrowser<Value>(name: string, parse: (found: unknown) => Value | null): Keep<Value> {
  const key = `beckon-kept-${name}`
  return {
    read: () => {
      try {
        const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
        if (typeof found !== 'object' || found === null || !('version' in found) || !('value' in found))
          return null
        const value = parse(found.value)
        return value !== null && typeof found.version === 'number' ? { value, version: found.version } : null
      } catch {
        return null
      }
    },
    write: (value, version) => {
      try {
        localStorage.setItem(key, JSON.stringify({ value, version }))
      } catch {
        // A full or forbidden store: the value stays on the screen, and closing the window asks first.
      }
    },
    clear: () => localStorage.removeItem(key),
  }
}
