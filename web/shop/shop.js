// The shop: pages without loads, a cart, a checkout. It tells Beckon what happens through the snippet, as any shop would.
import * as state from './state.js'
import * as views from './views.js'

const main = document.getElementById('main')
// Until the script is there, its stub keeps the calls.
const beckon = () => window.beckon

function show() {
  const { pathname, search } = location
  const asked = new URLSearchParams(search)
  const [, , page, id] = pathname.split('/')
  if (page === 'p') openProduct(id)
  else if (page === 'cart') openCart(asked)
  else if (page === 'checkout') openCheckout()
  else if (page === 'account') draw(views.profile(), 'Account')
  else if (page === undefined || page === '') openList(asked.get('category') ?? undefined)
  else draw(views.nothing, 'Nothing here')
  header()
}

function draw(html, title) {
  main.innerHTML = html
  document.title = `${title} · Juniper & Rye`
}

function header() {
  const pieces = state.pieces()
  document.getElementById('cart').textContent = pieces > 0 ? `Cart (${pieces})` : 'Cart'
  document.getElementById('account').textContent = state.account() ? state.account().name || 'Account' : 'Sign in'
}

function openList(category) {
  draw(views.list(category), category ?? 'Shop')
  if (category) beckon().viewCategory(category)
}

function openProduct(id) {
  const product = state.find(id)
  draw(views.product(id), product?.name ?? 'Nothing here')
  if (product) beckon().viewProduct(product)
}

function openCart(asked) {
  const restored = state.restore(asked)
  draw(views.cart(restored ? 'Your cart is here as you left it.' : undefined), 'Cart')
  if (!restored) return
  history.replaceState(null, '', '/shop/cart')
  beckon().cart(state.cartForBeckon())
}

function openCheckout() {
  draw(views.checkout(), 'Checkout')
  if (state.pieces() > 0) beckon().checkoutStarted(state.cartForBeckon())
}

function go(path) {
  history.pushState(null, '', path)
  show()
  main.focus()
  scrollTo(0, 0)
}

function change(id, by) {
  state.change(id, by)
  const product = state.find(id)
  beckon().cart(state.cartForBeckon())
  beckon().track(by > 0 ? 'added_to_cart' : 'removed_from_cart', { ...product, quantity: Math.abs(by) })
  if (location.pathname === '/shop/cart') draw(views.cart(), 'Cart')
  else document.getElementById('said').textContent = `In the cart: ${state.pieces()}.`
  header()
}

async function send(path, body) {
  const answer = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error((await answer.json().catch(() => ({}))).detail ?? 'That did not work. Try again in a moment.')
  return answer.json()
}

async function signIn({ email, name }) {
  const person = await send('/shop/api/account', { email, name })
  state.signIn(person)
  const [firstName, ...rest] = person.name.split(' ')
  beckon().identify({ email: person.email, customerId: person.customerId, firstName, lastName: rest.join(' ') || undefined })
}

const forms = {
  async account(values) {
    await signIn(values)
    go(state.pieces() > 0 ? '/shop/cart' : '/shop')
  },
  async order(values) {
    await signIn(values)
    const items = state.lines().map(({ product, quantity }) => ({ productId: product.productId, quantity }))
    const { order } = await send('/shop/api/orders', { email: values.email, name: values.name, cartId: state.cartId(), items })
    state.empty()
    beckon().cart(null)
    history.pushState(null, '', '/shop/thanks')
    draw(views.bought(order), 'Thank you')
    header()
  },
}

document.addEventListener('click', (event) => {
  const target = event.target.closest('a[data-go], button[data-add], button[data-remove], button[data-sign-out]')
  if (!target || event.metaKey || event.ctrlKey) return
  if (target.dataset.add) return change(target.dataset.add, 1)
  if (target.dataset.remove) return change(target.dataset.remove, -1)
  if (target.dataset.signOut !== undefined) {
    state.signOut()
    beckon().reset()
    return go('/shop')
  }
  event.preventDefault()
  go(target.getAttribute('href'))
})

document.addEventListener('submit', async (event) => {
  event.preventDefault()
  const form = event.target
  const button = form.querySelector('button')
  const error = form.querySelector('.error')
  button.disabled = true
  error.hidden = true
  try {
    await forms[form.dataset.form](Object.fromEntries(new FormData(form)))
  } catch (fault) {
    error.textContent = fault.message
    error.hidden = false
    button.disabled = false
  }
})

addEventListener('popstate', show)
show()
