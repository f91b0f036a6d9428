import { watchActivity } from './activity'
import { Basket, tidy } from './basket'
import { newId } from './ids'
import { Outbox } from './outbox'
import { watchPages } from './pages'
import { Storage } from './storage'
import { clean } from './structured'
import type { Beckon, Options, Product, Properties } from './types'
import { Visitor } from './visitor'
import { watchProducts } from './products'

const mostHeld = 50
const day = 86_400_000

/** A client that does nothing until `init`. */
export function createBeckon(): Beckon {
  const storage = new Storage()
  // What was called before it began, or before the shopper agreed.
  let held: (() => void)[] = []
  let running: Running | undefined
  let begin: (() => Running) | undefined

  const whenOn = (call: (on: Running) => void) => {
    if (running) call(running)
    else if (held.length < mostHeld) held.push(() => running && call(running))
  }
  const start = () => {
    if (running || !begin) return
    running = begin()
    const calls = held
    held = []
    calls.forEach((call) => call())
    running.watch(api)
  }

  const api: Beckon = {
    init(key, options = {}) {
      if (begin) return
      begin = () => new Running(key, options, storage)
      const asks = options.consent === 'required' || (options.respectSignals === true && refusesBySignal())
      // Whoever has the cookie has agreed before.
      if (!asks || new Visitor(options.cookieDomain).isKnown) start()
    },
    page: (properties) => whenOn((on) => on.tell('viewed_page', properties)),
    viewProduct: (product) => whenOn((on) => on.viewProduct(product)),
    viewBrand: (brand, properties) => whenOn((on) => on.tell('viewed_brand', { ...properties, brand })),
    viewCategory: (category, properties) =>
      whenOn((on) => on.tell('viewed_category', { ...properties, category })),
    addToCart: (product, quantity) =>
      whenOn((on) => {
        const pieces = quantity ?? product.quantity ?? 1
        const cart = on.basket.add(product, pieces)
        on.tell('added_to_cart', { ...tidy(product), quantity: pieces }, { cart })
      }),
    removeFromCart: (product, quantity) =>
      whenOn((on) => {
        const removed = typeof product === 'object' ? product : { productId: product }
        const cart = on.basket.remove(removed, quantity)
        on.tell('removed_from_cart', { ...tidy(removed), quantity }, { cart })
      }),
    cart: (cart) =>
      whenOn((on) => {
        const changed = on.basket.set(cart)
        if (changed) on.tell('cart_updated', undefined, { cart: changed })
      }),
    checkoutStarted: (cart) =>
      whenOn((on) => {
        if (cart) on.basket.set(cart)
        on.tell('checkout_started', undefined, { cart: on.basket.cart })
      }),
    identify: ({ properties, ...who }) =>
      whenOn((on) => {
        if (on.visitor.meet(who)) on.basket.set(null)
        // Shops say it on every page.
        const said = JSON.stringify([on.visitor.anonymousId, who, properties])
        const before = storage.read('said', isSaid)
        if (before?.said === said && Date.now() - before.at < day) return
        storage.write('said', { said, at: Date.now() })
        on.tell('customer_updated', properties, who)
      }),
    reset: () =>
      whenOn((on) => {
        on.visitor.renew()
        storage.forget('cart', 'said', 'active')
      }),
    track: (name, properties) => whenOn((on) => on.tell(name, properties)),
    consent(granted) {
      if (granted) return start()
      held = []
      running?.end()
      running = undefined
    },
    flush: async () => running?.outbox.flush(),
    anonymousId: () => running?.visitor.anonymousId,
  }
  return api
}

/** Everything that exists only while the shopper agrees. */
class Running {
  readonly visitor: Visitor
  readonly outbox: Outbox
  readonly basket: Basket
  private stops: (() => void)[] = []
  private viewed: Product['productId'] | undefined

  constructor(
    key: string,
    private readonly options: Options,
    private readonly storage: Storage,
  ) {
    this.visitor = new Visitor(options.cookieDomain)
    this.visitor.begin()
    this.outbox = new Outbox(`${options.host ?? ''}/browser/events?key=${encodeURIComponent(key)}`, storage)
    this.basket = new Basket(storage, options)
  }

  watch(api: Beckon): void {
    const { pages, products } = this.options
    this.stops.push(watchActivity(this.storage, () => this.tell('active_on_site')))
    const seen = products === false ? undefined : watchProducts(api)
    if (seen) this.stops.push(() => seen.stop())
    this.stops.push(
      watchPages(() => {
        if (pages !== false) api.page()
        seen?.look()
      }),
    )
  }

  /** Once a page, whoever says it: the page's own description or the shop. */
  viewProduct(product: Product): void {
    const view = `${location.pathname}${location.search} ${product.productId}`
    if (view === this.viewed) return
    this.viewed = view
    this.tell('viewed_product', { ...tidy(product) })
  }

  tell(event: string, properties?: Properties, more?: object): void {
    const { href } = location
    this.outbox.add(
      clean({
        messageId: newId(),
        event,
        at: new Date().toISOString(),
        anonymousId: this.visitor.anonymousId,
        page: clean({
          url: href.split('#')[0],
          title: document.title || undefined,
          referrer: document.referrer || undefined,
        }),
        properties,
        ...more,
      }),
    )
  }

  end(): void {
    this.stops.forEach((stop) => stop())
    this.outbox.end()
    this.visitor.forget()
    this.storage.forget('cart', 'said', 'active')
  }
}

const refusesBySignal = (): boolean =>
  navigator.doNotTrack === '1' ||
  ('globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true)

interface Said {
  said: string
  at: number
}

const isSaid = (value: unknown): value is Said =>
  typeof value === 'object' && value !== null && 'said' in value && 'at' in value
