import { describe, expect, it } from 'vitest'
import { completions, insertionGroups } from './language'

const variable = (name: string, group: string) => ({ name, group, description: `The ${name}`, example: 'x' })
const feed = (available: boolean) => ({
  name: 'user_abandoned_items',
  title: 'User abandoned items',
  description: 'What was left',
  available,
  reason: available ? null : 'Not yet.',
  snippet: '',
  fields: [variable('price', 'Product'), variable('email', 'Product')],
})
const language = (available: boolean) => ({
  variables: [variable('firstName', 'Contact'), variable('cart.url', 'Cart'), variable('email', 'Contact')],
  helpers: [{ name: 'money', example: '{{money cart.total}}', description: 'An amount' }],
  feeds: [feed(available)],
})

describe('what a template can say', () => {
  it('is grouped in the order the server gives', () => {
    expect(insertionGroups(language(true)).map((group) => [group.label, group.insertions.length])).toEqual([
      ['Contact', 2],
      ['Cart', 1],
      ['Product, inside “User abandoned items”', 2],
      ['Ways to write it', 1],
    ])
  })
  it('leaves out the products of a feed that is not offered', () => {
    expect(insertionGroups(language(false)).map((group) => group.label)).not.toContain(
      'Product, inside “User abandoned items”',
    )
    expect(completions(language(false)).map((each) => each.name)).toEqual(['firstName', 'cart.url', 'email'])
  })
  it('offers each name once', () => {
    expect(completions(language(true)).map((each) => each.name)).toEqual([
      'firstName',
      'cart.url',
      'email',
      'price',
    ])
    expect(completions(undefined)).toEqual([])
  })
})
