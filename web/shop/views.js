// What the pages look like. Pure: state in, HTML out.
import { account, find, lines, pieces, products, total } from './state.js'

export const escape = (text) =>
  String(text).replace(/[&<>"']/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[sign])

export const money = (amount) => amount.toLocaleString('en-US', { style: 'currency', currency: 'USD' })

const categories = [...new Set(products.map(({ category }) => category))]

export const list = (category) => `
  <h1>${escape(category ?? 'Everything for the cup')}</h1>
  <nav class="chips" aria-label="Categories">
    ${[undefined, ...categories]
      .map(
        (one) =>
          `<a data-go href="/shop${one ? `?category=${encodeURIComponent(one)}` : ''}" ${one === category ? 'aria-current="page"' : ''}>${escape(one ?? 'All')}</a>`,
      )
      .join('')}
  </nav>
  <ul class="grid">${products.filter((product) => !category || product.category === category).map(card).join('')}</ul>`

const card = (product) => `
  <li><a class="card" data-go href="/shop/p/${product.productId}">
    <img src="${product.imageUrl}" alt="" loading="lazy" />
    <div><h2>${escape(product.name)}</h2><span class="soft">${escape(product.brand)}</span><br /><span class="price">${money(product.price)}</span></div>
  </a></li>`

export const product = (id) => {
  const one = find(id)
  if (!one) return nothing
  return `
  <div class="product">
    <img src="${one.imageUrl}" alt="${escape(one.name)}" />
    <div>
      <p class="soft"><a data-go href="/shop?category=${encodeURIComponent(one.category)}">${escape(one.category)}</a> · ${escape(one.brand)}</p>
      <h1>${escape(one.name)}</h1>
      <p class="price">${money(one.price)}</p>
      <p><button data-add="${one.productId}">Add to cart</button></p>
      <p class="soft" role="status" id="said"></p>
    </div>
  </div>`
}

export const cart = (said) =>
  pieces() === 0
    ? `<h1>Your cart is empty</h1><p><a class="button" data-go href="/shop">Look around</a></p>`
    : `
  <h1>Your cart</h1>
  ${said ? `<p class="said" role="status">${escape(said)}</p>` : ''}
  <ul class="lines">${lines().map(line).join('')}</ul>
  <p class="sum"><span>Total</span><span class="price">${money(total())}</span></p>
  <p><a class="button" data-go href="/shop/checkout">Check out</a></p>
  <p class="soft">${
    account()
      ? 'Close this page and wait a minute: a reminder comes to the test inbox.'
      : 'Sign in with an e-mail address first, or give it at the checkout, and a cart that is left behind brings a reminder.'
  }</p>`

const line = ({ product: one, quantity }) => `
  <li>
    <img src="${one.imageUrl}" alt="" />
    <a data-go href="/shop/p/${one.productId}">${escape(one.name)}</a>
    <span class="count">
      <button class="quiet" data-remove="${one.productId}" aria-label="One less of ${escape(one.name)}">−</button>
      <span>${quantity}</span>
      <button class="quiet" data-add="${one.productId}" aria-label="One more of ${escape(one.name)}">+</button>
    </span>
    <span class="price">${money(one.price * quantity)}</span>
  </li>`

export const checkout = () =>
  pieces() === 0
    ? cart()
    : `
  <h1>Checkout</h1>
  <form data-form="order">
    ${field('email', 'E-mail', 'email', account()?.email)}
    ${field('name', 'Name', 'name', account()?.name)}
    ${field('address', 'Address', 'street-address', 'Mill Street 7', 'text')}
    <p class="error" role="alert" hidden></p>
    <p class="sum"><span>Total</span><span class="price">${money(total())}</span></p>
    <button>Buy now</button>
    <p class="soft">Nothing is charged. The order is packed and delivered within seconds, for the report.</p>
  </form>`

export const bought = (order) => `
  <h1>Thank you</h1>
  <p>Order <b>${escape(order)}</b> is on its way. In a few seconds it is delivered, and if a reminder brought you back, it is in the campaign’s report.</p>
  <p><a class="button" href="/campaigns">See the campaigns</a></p>`

export const profile = () =>
  account()
    ? `<h1>Hello${account().name ? `, ${escape(account().name)}` : ''}</h1>
  <p>You are signed in as ${escape(account().email)}.</p>
  <p><button data-sign-out>Sign out</button></p>`
    : `<h1>Sign in</h1>
  <form data-form="account">
    ${field('email', 'E-mail', 'email')}
    ${field('name', 'Name', 'name')}
    <p class="error" role="alert" hidden></p>
    <button>Sign in</button>
    <p class="soft">Any address will do: there is no password, and messages stay in the test inbox.</p>
  </form>`

const field = (name, label, autocomplete, value = '', type = name === 'email' ? 'email' : 'text') =>
  `<label>${label}<input name="${name}" type="${type}" autocomplete="${autocomplete}" value="${escape(value)}" required maxlength="100" /></label>`

export const nothing = `<h1>There is nothing here</h1><p><a class="button" data-go href="/shop">To the products</a></p>`
