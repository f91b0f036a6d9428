import { describe, expect, it } from 'vitest'
import { itemOf } from './palette'

describe('itemOf', () => {
  it('tells people of one name apart by their addresses', () => {
    const contact = { id: 'con_1', name: 'Ada Lovelace', email: 'ada@example.com', phone: '+14155551000' }
    expect(itemOf(contact)).toMatchObject({
      label: 'Ada Lovelace',
      description: 'ada@example.com · +14155551000',
    })
  })
  it('does not say an address twice that stands for the name', () => {
    const contact = { id: 'con_1', name: 'ada@example.com', email: 'ada@example.com', phone: null }
    expect(itemOf(contact)).not.toHaveProperty('description')
  })
})
