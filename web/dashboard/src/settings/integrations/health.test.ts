import { describe, expect, it } from 'vitest'
import { isAiling } from './health'

describe('the health of a source', () => {
  it('is poor from one refused request in twenty on', () => {
    expect(isAiling({ requests: 100, refused: 5 })).toBe(true)
    expect(isAiling({ requests: 100, refused: 4 })).toBe(false)
    expect(isAiling({ requests: 0, refused: 0 })).toBe(false)
  })
})
