import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { watchActivity } from '../src/activity'
import { Storage } from '../src/storage'
import { freshBrowser, moveCursor } from './page'

const minute = 60_000
let told: number
let stop: () => void

beforeEach(() => {
  vi.useFakeTimers()
  freshBrowser()
  told = 0
  stop = watchActivity(new Storage(), () => told++)
  moveCursor()
})

afterEach(() => {
  stop()
  vi.useRealTimers()
})

describe('being active on the site', () => {
  it('begins when the cursor moves, not where it happens to be', () => {
    expect(told).toBe(0)
    moveCursor()
    expect(told).toBe(1)
  })

  it('is told once in ten minutes however much the cursor moves', () => {
    for (let i = 0; i < 59; i++) {
      moveCursor()
      vi.advanceTimersByTime(10_000)
    }
    expect(told).toBe(1)
    vi.advanceTimersByTime(10_000)
    expect(told).toBe(2)
  })

  it('is told for as long as the cursor moved within ten minutes, and no longer', () => {
    moveCursor()
    vi.advanceTimersByTime(9 * minute)
    moveCursor()
    vi.advanceTimersByTime(minute)
    expect(told).toBe(2)
    vi.advanceTimersByTime(60 * minute)
    expect(told).toBe(2)
    moveCursor()
    expect(told).toBe(3)
  })

  it('counts once for all tabs', () => {
    const other = watchActivity(new Storage(), () => told++)
    moveCursor()
    moveCursor()
    expect(told).toBe(1)
    other()
  })

  it('ends with consent', () => {
    stop()
    moveCursor()
    vi.advanceTimersByTime(20 * minute)
    expect(told).toBe(0)
  })
})
