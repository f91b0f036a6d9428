import { describe, expect, it } from 'vitest'
import { type Key, keyState, validFirst } from './keys'

const key = (id: string, revokedAt: string | null, lastUsedAt: string | null = null): Key => ({
  id,
  name: id,
  hint: 'x',
  scopes: ['ingest'],
  createdAt: '2026-11-21T08:00:00Z',
  lastUsedAt,
  revokedAt,
})

describe('keyState', () => {
  it('says revoked whatever happened before', () => {
    expect(keyState(key('a', '2026-11-21T09:00:00Z', '2026-11-21T08:30:00Z')).word).toBe('Revoked')
  })
  it('tells a key that was never used from one in use', () => {
    expect(keyState(key('a', null)).word).toBe('Never used')
    expect(keyState(key('a', null, '2026-11-21T08:30:00Z')).word).toBe('In use')
  })
})

describe('validFirst', () => {
  it('puts revoked keys last and keeps the order otherwise', () => {
    const keys = [key('old', '2026-11-21T09:00:00Z'), key('b', null), key('c', null)]
    expect(validFirst(keys).map(({ id }) => id)).toEqual(['b', 'c', 'old'])
  })
})
