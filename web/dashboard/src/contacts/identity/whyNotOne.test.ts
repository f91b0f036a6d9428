import { describe, expect, it } from 'vitest'
import type { components } from '../../api'
import { whyNotOne } from './whyNotOne'

type Person = components['schemas']['PersonBrief']

const person = (id: string): Person => ({
  id,
  name: id,
  email: null,
  phone: null,
  orderCount: 0,
  lastSeenAt: '2026-03-01T12:00:00Z',
  createdAt: '2026-03-01T12:00:00Z',
  identifiers: [],
})

describe('why two people are not merged', () => {
  it('names the source in which both are customers', () => {
    const clash = { source: { id: 'src_1', kind: 'shopify', name: 'Web shop' }, kept: '7', other: '9' }
    expect(whyNotOne({ kept: person('a'), other: person('b'), clashes: [clash] })).toBe(
      'Web shop knows them as two customers: 7 and 9.',
    )
  })

  it('says when a browser is all there is', () => {
    expect(whyNotOne({ kept: person('a'), other: person('b'), clashes: [] })).toContain(
      'A browser only claimed',
    )
  })

  it('says when they are one by now', () => {
    expect(whyNotOne({ kept: person('a'), other: person('a'), clashes: [] })).toBe('They are one person now.')
  })
})
