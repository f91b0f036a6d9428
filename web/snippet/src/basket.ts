import { newId } from './ids'
import type { Storage } from './storage'
import { absolute, clean } from './structured'
import type { Cart, Options, Product } from './types'

/** The cart as the snippet knows it: what the shop told as a whole, or what was added and removed. */
export class Basket {
  constructor(
    private readonly storage: Storage,
    private readonly options: Options,
  ) {}

  /** The cart as it is sent; undefined when nothing is known of one. */
  get cart(): Cart | undefined {
    return this.storage.read('cart', isCart)
  }

  add(product: Product, quantity: number): Cart {
    return this.change(product, (now) => now + quantity)
  }

  remove(product: Product, quantity = Infinity): Cart {
    return this.change(product, (now) => now - quantity)
  }

  /** The whole cart; undefined when it is as it was. */
  set(cart: Cart | null): Cart | undefined {
    const before = this.cart
    const after = this.complete({ ...cart, id: cart?.id ?? before?.id, items: cart?.items ?? [] })
    if (JSON.stringify(before) === JSON.stringify(after) || (!before && after.items.length === 0))
      return undefined
    return this.keep(after)
  }

  private change(product: Product, count: (now: number) => number): Cart {
    const before = this.cart
    const items = before?.items ?? []
    const at = items.findIndex((item) => sameId(item, product))
    const quantity = count(at < 0 ? 0 : (items[at]?.quantity ?? 1))
    const line = { ...items[at], ...product, quantity }
    const rest = items
      .map((item, place) => (place === at ? line : item))
      .filter((item) => (item.quantity ?? 1) > 0)
    return this.keep(
      this.complete({ ...before, total: undefined, items: at < 0 && quantity > 0 ? [...rest, line] : rest }),
    )
  }

  // An empty cart is told of and forgotten: what comes into it next is another cart.
  private keep(cart: Cart): Cart {
    if (cart.items.length > 0) this.storage.write('cart', cart)
    else this.storage.forget('cart')
    return cart
  }

  private complete(cart: Partial<Cart> & { items: Product[] }): Cart {
    const sum = cart.items.reduce((total, item) => total + (item.price ?? 0) * (item.quantity ?? 1), 0)
    return clean({
      id: cart.id ?? newId(),
      url: absolute(cart.url ?? this.options.cartUrl),
      currency: cart.currency ?? cart.items[0]?.currency ?? this.options.currency,
      total: cart.total ?? Math.round(sum * 100) / 100,
      items: cart.items.map(tidy),
    })
  }
}

/** A product with full addresses. */
export const tidy = (product: Product): Product =>
  clean({ ...product, url: absolute(product.url), imageUrl: absolute(product.imageUrl) })

const sameId = (one: Product, other: Product) => String(one.productId) === String(other.productId)

const isCart = (value: unknown): value is Cart =>
  typeof value === 'object' && value !== null && 'items' in value && Array.isArray(value.items)
