import { useEffect, useEffectEvent, useState } from 'react'

/** How the line to the server stands: nothing is heard while it is not `open`. */
export type Line = 'closed' | 'connecting' | 'open'

const retryAfter = 5_000

/**
 * Listens to the history growing and calls `onNews` each time it has, at most four times a second. It also calls after every new
 * connection: whatever came while nobody listened is news too.
 */
export function useEventStream(listening: boolean, onNews: () => void): Line {
  const [line, setLine] = useState<Line>('connecting')
  const tell = useEffectEvent(onNews)
  useEffect(() => {
    if (!listening) return undefined
    let retry: ReturnType<typeof setTimeout> | undefined
    let stream: EventSource
    const open = () => {
      stream = new EventSource('/api/events/stream')
      stream.onopen = () => {
        setLine('open')
        tell()
      }
      stream.onmessage = () => tell()
      stream.onerror = () => {
        setLine('connecting')
        // The browser tries again by itself, but not after an answer that was an error (a server that starts, a proxy).
        if (stream.readyState === EventSource.CLOSED) retry = setTimeout(open, retryAfter)
      }
    }
    open()
    return () => {
      clearTimeout(retry)
      stream.close()
      setLine('connecting')
    }
  }, [listening])
  return listening ? line : 'closed'
}
