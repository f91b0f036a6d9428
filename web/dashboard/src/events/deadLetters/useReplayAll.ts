import { useState } from 'react'
import { api, bodyOf } from '../../api'
import { useRereadDeadLetters } from './useDeadLetterSummary'

export interface ReplayFilter {
  reason?: string
  name?: string
}

export interface Putting {
  done: number
  total: number
}

const together = 2_000

/** Puts back everything that fits, some at a time, so that a person sees how far it is and can stop it. */
export function useReplayAll(filter: ReplayFilter) {
  const [putting, setPutting] = useState<Putting>()
  const [error, setError] = useState<unknown>()
  const [stop, setStop] = useState<() => void>()
  const reread = useRereadDeadLetters()

  const run = async (): Promise<number> => {
    let going = true
    setStop(() => () => {
      going = false
    })
    setError(undefined)
    let done = 0
    try {
      let failedBefore: string | null = null
      while (going) {
        const body = { ...filter, failedBefore, limit: together }
        const answer: { replayed: number; remaining: number; failedBefore: string } = await bodyOf(
          api.POST('/api/dead-letters/replay', { body }),
        )
        done += answer.replayed
        failedBefore = answer.failedBefore
        setPutting({ done, total: done + answer.remaining })
        if (answer.replayed === 0 || answer.remaining === 0) break
      }
    } catch (failure) {
      setError(failure)
    }
    setPutting(undefined)
    setStop(undefined)
    reread()
    return done
  }
  return { run, stop, putting, error, busy: stop !== undefined }
}
