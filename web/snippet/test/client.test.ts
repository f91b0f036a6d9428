import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBeckon } from '../src'
import { freshBrowser, idCookie, Network } from './page'

const mug = { productId: 'mug-1', name: 'Mug', price: 22, url: '/mugs/1' }
const quiet = { pages: false, products: false }

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

const started = (options = {}) => {
  const beckon = createBeckon()
  beckon.init('pk_1', { host: 'https://beckon.example', ...quiet, ...options })
  return beckon
}
const sent = async () => {
  await vi.advanceTimersByTimeAsync(1000)
  return network.events
}

describe('what a shop calls', () => {
  it('comes out as the events of the catalogue, all together', async () => {
    const beckon = started()
    beckon.page()
    beckon.viewProduct(mug)
    beckon.viewBrand('Hollow Clay')
    beckon.viewCategory('Cups')
    beckon.addToCart(mug)
    beckon.removeFromCart('mug-1')
    beckon.cart({ id: 'c1', items: [mug] })
    beckon.checkoutStarted()
    beckon.identify({ email: 'ada@example.com', firstName: 'Ada', properties: { newsletter: 'read' } })
    beckon.track('guide_opened', { guide: 'pour over' })
    await sent()
    expect(network.requests).toHaveLength(1)
    expect(network.urls).toEqual(['https://beckon.example/browser/events?key=pk_1'])
    expect(network.names).toEqual([
      'viewed_page',
      'viewed_product',
      'viewed_brand',
      'viewed_category',
      'added_to_cart',
      'removed_from_cart',
      'cart_updated',
      'checkout_started',
      'customer_updated',
      'guide_opened',
    ])
    const ids = network.events.map((event) => event['messageId'])
    expect(new Set(ids).size).toBe(10)
    expect(network.events.every((event) => event['anonymousId'] === idCookie())).toBe(true)
    expect(network.events[1]).toMatchObject({
      properties: { ...mug, url: `${location.origin}/mugs/1` },
      page: { url: `${location.origin}/mugs`, title: 'Mugs' },
    })
    expect(network.events[8]).toMatchObject({
      email: 'ada@example.com',
      firstName: 'Ada',
      properties: { newsletter: 'read' },
    })
  })

  it('is told once where the shop says it on every page', async () => {
    const beckon = started()
    for (let page = 0; page < 3; page++) beckon.identify({ email: 'ada@example.com' })
    beckon.viewProduct(mug)
    beckon.viewProduct(mug)
    beckon.cart({ id: 'c1', items: [mug] })
    beckon.cart({ id: 'c1', items: [mug] })
    await sent()
    expect(network.names).toEqual(['customer_updated', 'viewed_product', 'cart_updated'])
  })
})

describe('the cart that the snippet keeps', () => {
  it('grows and shrinks under one id and is another one when it was empty', async () => {
    const beckon = started({ currency: 'USD', cartUrl: '/cart' })
    beckon.addToCart(mug, 2)
    beckon.addToCart({ productId: 'pan', price: 40 })
    beckon.removeFromCart(mug, 1)
    beckon.cart(null)
    beckon.addToCart(mug)
    const carts = (await sent()).map((event) => event['cart'])
    expect(carts[2]).toMatchObject({ total: 62, currency: 'USD', url: `${location.origin}/cart` })
    expect(carts[3]).toMatchObject({ items: [], total: 0 })
    const ids = carts.map((cart): unknown => Reflect.get(Object(cart), 'id'))
    expect(new Set(ids.slice(0, 4)).size).toBe(1)
    expect(ids[4]).not.toBe(ids[0])
  })

  it('bears the id that the shop gives it', async () => {
    const beckon = started()
    beckon.cart({ id: 'shop-7', items: [mug] })
    beckon.addToCart({ productId: 'pan', price: 40 })
    const carts = (await sent()).map((event) => event['cart'])
    expect(carts[1]).toMatchObject({ id: 'shop-7', total: 62 })
  })
})

describe('who it is', () => {
  it('stays the same across visits', () => {
    const first = started().anonymousId()
    expect(started().anonymousId()).toBe(first)
    expect(idCookie()).toBe(first)
  })

  it('is somebody else when another person signs in, but not when one person gives more', async () => {
    const beckon = started()
    const id = beckon.anonymousId()
    beckon.identify({ email: 'ada@example.com' })
    beckon.identify({ customerId: 7 })
    beckon.identify({ customerId: 7, email: 'ada@new.example.com' })
    expect(beckon.anonymousId()).toBe(id)
    beckon.addToCart(mug)
    beckon.identify({ email: 'bo@example.com' })
    expect(beckon.anonymousId()).not.toBe(id)
    beckon.addToCart({ productId: 'pan' })
    const events = await sent()
    expect(events.at(-2)).toMatchObject({ event: 'customer_updated', anonymousId: beckon.anonymousId() })
    expect(events.at(-1)).toMatchObject({ cart: { items: [{ productId: 'pan' }] } })
    expect(document.cookie).not.toContain('example.com')
  })

  it('is nobody known after signing out', () => {
    const beckon = started()
    beckon.identify({ email: 'ada@example.com' })
    const id = beckon.anonymousId()
    beckon.reset()
    expect(beckon.anonymousId()).not.toBe(id)
  })
})

describe('consent', () => {
  it('comes before anything is stored or sent, and then what was said counts', async () => {
    const beckon = started({ consent: 'required' })
    beckon.viewProduct(mug)
    expect(await sent()).toEqual([])
    expect([document.cookie, localStorage.length, beckon.anonymousId()]).toEqual(['', 0, undefined])
    beckon.consent(true)
    expect((await sent()).map((event) => event['event'])).toEqual(['viewed_product'])
    expect(idCookie()).toBe(beckon.anonymousId())
  })

  it('is remembered by the cookie', () => {
    started({ consent: 'required' }).consent(true)
    const next = started({ consent: 'required' })
    expect(next.anonymousId()).toBe(idCookie())
  })

  it('is withdrawn with everything that was stored, and nothing is sent any more', async () => {
    const beckon = started()
    beckon.addToCart(mug)
    beckon.consent(false)
    beckon.viewProduct(mug)
    window.dispatchEvent(new Event('pagehide'))
    expect(await sent()).toEqual([])
    expect(network.beacons).toEqual([])
    expect([idCookie(), localStorage.length]).toEqual([undefined, 0])
  })

  it('is refused by the signals of the browser, where the shop respects them', async () => {
    vi.spyOn(navigator, 'doNotTrack', 'get').mockReturnValue('1')
    started({ respectSignals: true }).page()
    expect(await sent()).toEqual([])
    started().page()
    expect(await sent()).toHaveLength(1)
    vi.restoreAllMocks()
  })
})
