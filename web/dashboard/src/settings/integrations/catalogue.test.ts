import { describe, expect, it } from 'vitest'
import { exampleWith, lastEventOf, newToken } from './catalogue'

describe('lastEventOf', () => {
  it('is the latest of all sources of a kind', () => {
    const at = (lastEventAt: string | null) => ({ lastEventAt })
    expect(lastEventOf([at(null), at('2026-11-20T10:00:00Z'), at('2026-11-21T10:00:00Z')])).toBe(
      '2026-11-21T10:00:00Z',
    )
    expect(lastEventOf([at(null)])).toBeNull()
  })
})

describe('exampleWith', () => {
  it('puts the secret where the placeholder stands', () => {
    expect(exampleWith("-H 'Authorization: Bearer TOKEN'", 's3')).toBe("-H 'Authorization: Bearer s3'")
    expect(exampleWith("-u 'any:YOUR_API_KEY'", 'bk_1')).toBe("-u 'any:bk_1'")
  })
  it('leaves the placeholder while the secret is not known', () => {
    expect(exampleWith("-u 'any:YOUR_API_KEY'", undefined)).toBe("-u 'any:YOUR_API_KEY'")
  })
})

describe('newToken', () => {
  it('is 43 characters that need no escaping anywhere, and never the same', () => {
    expect(newToken()).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(newToken()).not.toBe(newToken())
  })
})
