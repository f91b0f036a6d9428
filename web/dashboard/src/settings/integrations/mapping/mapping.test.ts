import { describe, expect, it } from 'vitest'
import {
  elementsOf,
  guess,
  isAt,
  listsOf,
  namesAt,
  noMapping,
  placeFor,
  placeOf,
  placeWords,
  readMapping,
  withField,
  writeMapping,
} from './mapping'

const body = {
  type: 'order.paid',
  customer: { email: 'ada@example.com', 'a/b': 1 },
  order: { order_id: 9, total: 4, lines: [{ sku: 'k', cost: 2 }] },
}

describe('placeFor', () => {
  const mapping = withField(noMapping, 'order.items', '/order/lines')

  it('is where it was clicked', () => {
    expect(placeFor('email', '/customer/email', noMapping)).toBe('/customer/email')
  })

  it('begins at the item for the fields of items', () => {
    expect(placeFor('order.items.sku', '/order/lines/0/sku', mapping)).toBe('/sku')
    expect(isAt('order.items.sku', '/order/lines/3/sku', withField(mapping, 'order.items.sku', '/sku'))).toBe(
      true,
    )
  })

  it('is none outside the list of items', () => {
    expect(placeFor('order.items.sku', '/customer/email', mapping)).toBeUndefined()
    expect(placeFor('order.items.sku', '/order/lines/0/sku', noMapping)).toBeUndefined()
  })
})

describe('withField', () => {
  it('takes the fields of items away with their list', () => {
    const mapping = withField(withField(noMapping, 'order.items', '/order/lines'), 'order.items.sku', '/sku')
    expect(withField(mapping, 'order.items', undefined).fields).toEqual({})
  })
})

describe('places', () => {
  it('are JSON Pointers', () => {
    expect(placeOf('/customer', 'a/b~')).toBe('/customer/a~1b~0')
    expect(placeWords('/customer/a~1b~0')).toBe('customer › a/b~')
  })
})

describe('guess', () => {
  it('goes by names, and leaves what was chosen', () => {
    expect(guess(body, noMapping).fields).toEqual({
      email: '/customer/email',
      'order.id': '/order/order_id',
      'order.total': '/order/total',
    })
    expect(guess(body, withField(noMapping, 'email', '/other')).fields['email']).toBe('/other')
  })
})

describe('readMapping', () => {
  it('reads what was written, and survives what is no mapping', () => {
    const mapping = { ...withField(noMapping, 'email', '/customer/email'), name: 'order_completed' }
    expect(readMapping(writeMapping(mapping))).toEqual(mapping)
    expect(readMapping('{')).toEqual(noMapping)
    expect(readMapping(undefined)).toEqual(noMapping)
  })
})

describe('a call of several events', () => {
  const call = { events: [{ type: 'a', who: 1 }, { type: 'b' }], tags: ['x'] }

  it('offers its lists of objects', () => {
    expect(listsOf(call)).toEqual(['/events'])
    expect(elementsOf(call, { each: '/events' })).toHaveLength(2)
    expect(elementsOf(call, {})).toEqual([call])
  })

  it('shows the names it has, and those that were given before', () => {
    expect(
      namesAt([call], { ...noMapping, each: '/events', nameAt: '/type', names: { c: 'order_completed' } }),
    ).toEqual(['a', 'b', 'c'])
  })
})
