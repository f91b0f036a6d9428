// What the shop itself remembers in this browser: the cart and who is signed in.

const read = (name, otherwise) => {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? otherwise
  } catch {
    return otherwise
  }
}
const write = (name, value) => {
  try {
    localStorage.setItem(name, JSON.stringify(value))
  } catch {
    // Then it lasts as long as the page.
  }
}

let cart = read('shop_cart', null)
let person = read('shop_account', null)

export const products = await fetch('/shop/api/products').then((answer) => answer.json())

export const find = (id) => products.find((product) => product.productId === id)

export const lines = () =>
  Object.entries(cart?.lines ?? {})
    .map(([id, quantity]) => ({ product: find(id), quantity }))
    .filter(({ product }) => product)

export const total = () => lines().reduce((sum, { product, quantity }) => sum + product.price * quantity, 0)

export const pieces = () => lines().reduce((sum, { quantity }) => sum + quantity, 0)

export const cartId = () => cart?.id

export const account = () => person

/** Puts so many pieces into the cart, or takes them out. */
export function change(id, by) {
  cart ??= { id: newId(), lines: {} }
  const quantity = (cart.lines[id] ?? 0) + by
  if (quantity > 0) cart.lines[id] = quantity
  else delete cart.lines[id]
  keep()
}

/** The cart as a link from a message describes it: `?cart=…&items=mug-slate:2,gooseneck:1`. */
export function restore(search) {
  const id = search.get('cart')
  const items = search.get('items')
  if (!id || !items) return false
  const told = items.split(',').map((item) => item.split(':'))
  cart = { id, lines: Object.fromEntries(told.filter(([known]) => find(known)).map(([known, count]) => [known, Number(count) || 1])) }
  keep()
  return true
}

export function empty() {
  cart = null
  keep()
}

export function signIn(who) {
  person = who
  write('shop_account', person)
}

export function signOut() {
  person = null
  write('shop_account', null)
  empty()
}

/** The whole cart in Beckon's words. Its address holds it, so that a message brings it back on any device. */
export const cartForBeckon = () =>
  pieces() === 0
    ? null
    : {
        id: cart.id,
        url: `/shop/cart?cart=${cart.id}&items=${lines()
          .map(({ product, quantity }) => `${product.productId}:${quantity}`)
          .join(',')}`,
        currency: 'USD',
        items: lines().map(({ product, quantity }) => ({ ...product, quantity })),
      }

const keep = () => write('shop_cart', cart)

const newId = () =>
  [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
