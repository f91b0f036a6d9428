import { describe, expect, it } from 'vitest'
import { connectWords, eventOptions, type EventsKnown, sendersOf } from './options'

const type = (
  name: string,
  group: EventsKnown['catalogue'][number]['group'],
  subject: EventsKnown['catalogue'][number]['subject'] = 'contact',
) => ({
  name,
  group,
  sentence: '',
  subject,
  cart: 'never' as const,
  order: 'never' as const,
  statuses: [],
  properties: [],
})

const known: EventsKnown = {
  catalogue: [
    type('cart_abandoned', 'ecommerce'),
    type('cart_status_updated', 'order'),
    type('checkout_started', 'ecommerce'),
    type('viewed_product', 'behaviour'),
    type('message_clicked', 'message'),
    type('low_inventory', 'inventory', 'product'),
    type('price_drop', 'inventory', 'product'),
  ],
  names: [],
  integrations: [
    { name: 'Jane', events: ['cart_abandoned', 'cart_status_updated'], openedByKey: false, connected: false },
    { name: 'Shopify', events: ['cart_abandoned', 'checkout_started'], openedByKey: false, connected: true },
    { name: 'Treez', events: ['cart_status_updated'], openedByKey: false, connected: false },
    { name: 'Segment', events: ['viewed_product'], openedByKey: true, connected: true },
  ],
}

const groups = (chosen = '') =>
  eventOptions(known, chosen, String).map(({ group, items }) => [group, items.map(({ label }) => label)])

describe('the events that are offered', () => {
  it('follow from what is connected', () => {
    expect(groups()).toEqual([
      ['Beckon tells them', ['message_clicked']],
      ['Can come in, none yet', ['cart_abandoned', 'checkout_started', 'viewed_product']],
      ['Connect a platform to use them', ['cart_status_updated · connect Jane or Treez']],
    ])
  })

  it('are those about products where that is asked for', () => {
    const names = ['price_drop', 'our_own'].map((name) => ({
      name,
      count: 4,
      inCatalogue: name === 'price_drop',
      sources: [],
      firstSeenAt: null,
      lastSeenAt: null,
      recentWarnings: 0,
    }))
    expect(
      eventOptions({ ...known, names }, '', String, 'product').map(({ group, items }) => [
        group,
        items.map(({ value }) => value),
      ]),
    ).toEqual([
      ['Came in', ['price_drop']],
      ['Can come in, none yet', ['low_inventory']],
    ])
  })

  it('can be chosen unless a platform is missing, and what was chosen stays so', () => {
    const disabled = eventOptions(known, '', String).flatMap(({ items }) =>
      items.filter((item) => item.disabled).map(({ value }) => value),
    )
    expect(disabled).toEqual(['cart_status_updated'])
    expect(groups('cart_status_updated')[0]).toEqual(['Came in', ['cart_status_updated']])
  })

  it('name who sends them', () => {
    expect(connectWords(sendersOf('cart_abandoned', known.integrations))).toBe('Jane or Shopify')
    expect(connectWords(sendersOf('low_stock', known.integrations))).toBe('')
  })
})
