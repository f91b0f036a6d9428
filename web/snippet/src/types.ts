/** How the snippet is to behave; everything has a default. */
export interface Options {
  /** Where Beckon is, such as `https://beckon.shop.example`. Default: where the script came from. */
  host?: string
  /** `required`: nothing is stored or sent until `consent(true)`, or while a visit before it was agreed to. Default: `granted`. */
  consent?: 'granted' | 'required'
  /** Browsers that send Do Not Track or Global Privacy Control are taken for a refusal. Default: no. */
  respectSignals?: boolean
  /** Shares the cookie among subdomains: `.shop.example`. Default: this host alone. */
  cookieDomain?: string
  /** Tells of every page by itself, also where the address changes without a load. Default: yes. */
  pages?: boolean
  /** Reads products that the page describes as JSON-LD, and `data-beckon-add` on buttons. Default: yes. */
  products?: boolean
  /** Where a shopper finds the cart again; messages link to it. */
  cartUrl?: string
  /** ISO 4217, for carts and products that name none. */
  currency?: string
}

export interface Product {
  productId: string | number
  sku?: string
  name?: string
  brand?: string
  category?: string
  /** Of one piece. */
  price?: number
  currency?: string
  quantity?: number
  url?: string
  imageUrl?: string
}

export interface Cart {
  /** The shop's id of the cart, if it has one: an order that names it closes the cart. */
  id?: string
  url?: string
  currency?: string
  /** Default: the sum of the items. */
  total?: number
  items: Product[]
}

/** Who the shopper is. At least one of e-mail, phone and customer id. */
export interface Person {
  email?: string
  phone?: string
  customerId?: string | number
  firstName?: string
  lastName?: string
  properties?: Properties
}

export type Properties = Record<string, unknown>

export interface Beckon {
  /** Begins. Called once, with a browser key (`pk_…`). */
  init: (key: string, options?: Options) => void
  /** A page was opened. Called by itself unless switched off. */
  page: (properties?: Properties) => void
  viewProduct: (product: Product) => void
  viewBrand: (brand: string, properties?: Properties) => void
  viewCategory: (category: string, properties?: Properties) => void
  /** Puts pieces of a product into the cart that the snippet keeps. */
  addToCart: (product: Product, quantity?: number) => void
  /** Takes pieces out; all of them without a quantity. */
  removeFromCart: (product: Product | string | number, quantity?: number) => void
  /** The whole cart as it is now. Null or no items: it is empty, also because it was bought. */
  cart: (cart: Cart | null) => void
  checkoutStarted: (cart?: Cart) => void
  identify: (person: Person) => void
  /** Somebody signed out: who comes next is somebody else. */
  reset: () => void
  /** An event of the shop's own. */
  track: (name: string, properties?: Properties) => void
  /** What the shopper says to being recognised. False deletes the cookie and everything that waits. */
  consent: (granted: boolean) => void
  /** Sends what waits, now. */
  flush: () => Promise<void>
  /** The id of this browser; undefined without consent. */
  anonymousId: () => string | undefined
}
