import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBeckon } from '../src'
import { productOfPage } from '../src/structured'
import { freshBrowser, Network } from './page'

let network: Network

beforeEach(() => {
  vi.useFakeTimers()
  freshBrowser()
  network = new Network()
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const describeAs = (json: unknown) => {
  document.head.innerHTML = `<script type="application/ld+json">${JSON.stringify(json)}</script>`
}
const kettle = {
  '@context': 'https://schema.org',
  '@type': 'Product',
  sku: 'K-9',
  name: 'Gooseneck kettle',
  image: ['/k9.png', '/k9-b.png'],
  brand: { '@type': 'Brand', name: 'Ember Works' },
  category: 'Brewing',
  offers: { '@type': 'Offer', price: '79.00', priceCurrency: 'USD' },
}

describe('pages', () => {
  it('are told of when they open and when the address changes without a load', async () => {
    const beckon = createBeckon()
    beckon.init('pk_1')
    history.pushState(null, '', '/mugs/1')
    await vi.advanceTimersByTimeAsync(1000)
    history.pushState(null, '', '/mugs/1#details')
    await vi.advanceTimersByTimeAsync(1000)
    history.replaceState(null, '', '/mugs/1?size=2')
    await vi.advanceTimersByTimeAsync(1000)
    const pages = network.events.filter((event) => event['event'] === 'viewed_page')
    const paths = pages.map((event) =>
      String(Reflect.get(Object(event['page']), 'url')).replace(location.origin, ''),
    )
    expect(paths).toEqual(['/mugs', '/mugs/1', '/mugs/1?size=2'])
    beckon.consent(false)
  })
})

describe('a product without code', () => {
  it('is read from what the page says to search engines', () => {
    describeAs({ '@graph': [{ '@type': 'WebSite' }, kettle] })
    expect(productOfPage()).toEqual({
      productId: 'K-9',
      sku: 'K-9',
      name: 'Gooseneck kettle',
      brand: 'Ember Works',
      category: 'Brewing',
      price: 79,
      currency: 'USD',
      url: `${location.origin}/mugs`,
      imageUrl: `${location.origin}/k9.png`,
    })
  })

  it('is none where a page lists several or its JSON is broken', () => {
    describeAs([kettle, { ...kettle, sku: 'K-10' }])
    expect(productOfPage()).toBeUndefined()
    document.head.innerHTML = '<script type="application/ld+json">{"@type": "Product", </script>'
    expect(productOfPage()).toBeUndefined()
  })

  it('takes the lowest price of several offers', () => {
    describeAs({
      ...kettle,
      offers: { '@type': 'AggregateOffer', lowPrice: 70, highPrice: 90, priceCurrency: 'EUR' },
    })
    expect(productOfPage()).toMatchObject({ price: 70, currency: 'EUR' })
  })

  it('is seen and put into the cart by what is in the page, once', async () => {
    describeAs(kettle)
    document.body.innerHTML =
      '<button data-beckon-add><span>Add</span></button><button data-beckon-add=\'{"productId":"x","price":5}\'>x</button>'
    const beckon = createBeckon()
    beckon.init('pk_1')
    beckon.viewProduct({ productId: 'K-9' })
    document.querySelector('span')?.click()
    document.querySelectorAll('button')[1]?.click()
    await vi.advanceTimersByTimeAsync(1000)
    expect(network.names).toEqual(['viewed_page', 'viewed_product', 'added_to_cart', 'added_to_cart'])
    expect(network.events[3]).toMatchObject({ cart: { total: 84 } })
    beckon.consent(false)
  })
})
