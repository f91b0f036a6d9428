import { describe, expect, it } from 'vitest'
import type { components } from '../../api'
import { knownEvents } from './knownEvents'

const type = (name: string): components['schemas']['EventType'] => ({
  name,
  group: 'behaviour',
  sentence: 'A shopper looked at a product.',
  subject: 'contact',
  cart: 'never',
  order: 'never',
  statuses: [],
  properties: [],
})

const seen = (name: string, inCatalogue: boolean): components['schemas']['EventNameSeen'] => ({
  name,
  count: 1,
  inCatalogue,
  sources: [],
  firstSeenAt: null,
  lastSeenAt: null,
  recentWarnings: 0,
})

describe('knownEvents', () => {
  const types = [type('viewed_product'), type('price_drop')]
  const names = [seen('coffee_tasted', false), seen('viewed_product', true)]
  const listed = (shown: Parameters<typeof knownEvents>[2]) =>
    knownEvents(types, names, shown).map((event) => event.name)

  it('lists what arrives in the order of the server', () => {
    expect(listed('arriving')).toEqual(['coffee_tasted', 'viewed_product'])
  })
  it('lists what is not in the catalogue', () => {
    expect(listed('custom')).toEqual(['coffee_tasted'])
  })
  it('lists the catalogue with what has arrived of it', () => {
    expect(listed('catalogue')).toEqual(['viewed_product', 'price_drop'])
    expect(knownEvents(types, names, 'catalogue').map((event) => event.seen?.count)).toEqual([1, undefined])
  })
})
