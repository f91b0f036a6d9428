/** What the fields of a sender's bodies mean, as the source keeps it. Places are JSON Pointers; those of items begin at the item. */
export interface Mapping {
  each?: string | undefined
  name?: string | undefined
  nameAt?: string | undefined
  names: Record<string, string>
  fields: Record<string, string>
}

export interface Target {
  name: string
  label: string
}

export interface TargetGroup {
  title: string
  /** What it takes to be of use, in a few words. */
  about?: string
  targets: readonly Target[]
}

export const noMapping: Mapping = { names: {}, fields: {} }

const items = (of: 'cart' | 'order'): Target[] => [
  { name: `${of}.items`, label: 'Items: the list of products' },
  { name: `${of}.items.productId`, label: 'Product id' },
  { name: `${of}.items.sku`, label: 'SKU' },
  { name: `${of}.items.name`, label: 'Product name' },
  { name: `${of}.items.price`, label: 'Price of one' },
  { name: `${of}.items.quantity`, label: 'Quantity' },
  { name: `${of}.items.brand`, label: 'Brand' },
  { name: `${of}.items.category`, label: 'Category' },
  { name: `${of}.items.url`, label: 'Product page' },
  { name: `${of}.items.imageUrl`, label: 'Picture' },
]

export const groups: readonly TargetGroup[] = [
  {
    title: 'The person',
    about: 'At least one of the first four.',
    targets: [
      { name: 'email', label: 'E-mail' },
      { name: 'phone', label: 'Phone' },
      { name: 'customerId', label: 'Customer id' },
      { name: 'anonymousId', label: 'Device' },
      { name: 'firstName', label: 'First name' },
      { name: 'lastName', label: 'Last name' },
    ],
  },
  {
    title: 'The event',
    about: 'An id makes a repeated call harmless.',
    targets: [
      { name: 'messageId', label: 'Id of the event' },
      { name: 'occurredAt', label: 'When it happened' },
      { name: 'status', label: 'Status' },
    ],
  },
  {
    title: 'The order',
    about: 'Id and total make it count for revenue.',
    targets: [
      { name: 'order.id', label: 'Order id' },
      { name: 'order.total', label: 'Total' },
      { name: 'order.currency', label: 'Currency' },
      { name: 'order.placedAt', label: 'When it was placed' },
      ...items('order'),
    ],
  },
  {
    title: 'The cart',
    about: 'For cart_updated, cart_abandoned and cart_converted.',
    targets: [
      { name: 'cart.id', label: 'Cart id' },
      { name: 'cart.url', label: 'Where the shopper finds it again' },
      { name: 'cart.total', label: 'Total' },
      { name: 'cart.currency', label: 'Currency' },
      ...items('cart'),
    ],
  },
]

/** What is kept with a source, as a mapping; an empty one where there is none, or what is kept cannot be read. */
export function readMapping(json: string | undefined): Mapping {
  if (json === undefined || json === '') return noMapping
  try {
    const read: unknown = JSON.parse(json)
    if (!isObject(read)) return noMapping
    const text = (name: string) => (typeof read[name] === 'string' ? read[name] : undefined)
    return {
      each: text('each'),
      name: text('name'),
      nameAt: text('nameAt'),
      names: textsOf(read['names']),
      fields: textsOf(read['fields']),
    }
  } catch {
    return noMapping
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const textsOf = (value: unknown): Record<string, string> =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])),
      )
    : {}

export const writeMapping = (mapping: Mapping): string => JSON.stringify(mapping)

/** The list whose elements an item's place begins at; undefined for what is no field of an item. */
export const listOf = (target: string): string | undefined => /^(?:cart|order)\.items(?=\.)/.exec(target)?.[0]

/**
 * Where a field is that was clicked: its place, and for a field of an item its place within the item. Undefined where it cannot be
 * meant: a field of an item outside the list of items.
 */
export function placeFor(target: string, clicked: string, mapping: Mapping): string | undefined {
  const list = listOf(target)
  if (list === undefined) return clicked
  const at = mapping.fields[list]
  if (at === undefined) return undefined
  const within = new RegExp(`^/\\d+(/.+)$`).exec(clicked.startsWith(`${at}/`) ? clicked.slice(at.length) : '')
  return within?.[1]
}

/** Whether a place of the body is the one that a target means. */
export const isAt = (target: string, place: string, mapping: Mapping): boolean => {
  const known = mapping.fields[target]
  if (known === undefined) return false
  return known === (listOf(target) === undefined ? place : placeFor(target, place, mapping))
}

/** The mapping with what was clicked; `undefined` takes it back. */
export function withField(mapping: Mapping, target: string, place: string | undefined): Mapping {
  const fields = Object.entries(mapping.fields).filter(
    ([name]) => name !== target && !(place === undefined && name.startsWith(`${target}.`)),
  )
  return {
    ...mapping,
    fields: Object.fromEntries(place === undefined ? fields : [...fields, [target, place]]),
  }
}

const escape = (step: string): string => step.replaceAll('~', '~0').replaceAll('/', '~1')

export const placeOf = (parent: string, step: string | number): string => `${parent}/${escape(String(step))}`

/** A place as people read it: "customer › email". */
export const placeWords = (place: string): string =>
  place
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ')

const known: Record<string, readonly string[]> = {
  email: ['email', 'email_address', 'emailaddress', 'customer_email', 'mail'],
  phone: ['phone', 'phone_number', 'phonenumber', 'mobile', 'telephone', 'customer_phone'],
  customerId: ['customer_id', 'customerid', 'user_id', 'userid', 'contact_id', 'member_id'],
  firstName: ['first_name', 'firstname', 'given_name'],
  lastName: ['last_name', 'lastname', 'family_name', 'surname'],
  messageId: ['event_id', 'eventid', 'message_id', 'webhook_id', 'delivery_id'],
  occurredAt: ['occurred_at', 'created_at', 'createdat', 'timestamp', 'date', 'time'],
  'order.id': ['order_id', 'orderid', 'order_number', 'ordernumber'],
  'order.total': ['order_total', 'total_price', 'grand_total', 'total_cost', 'total'],
  'order.currency': ['currency', 'currency_code', 'order_currency'],
  'cart.id': ['cart_id', 'cartid', 'checkout_id'],
  'cart.url': ['cart_url', 'checkout_url', 'recovery_url', 'abandoned_checkout_url'],
}

/** What the names of fields suggest, where nothing was chosen yet. */
export function guess(body: unknown, mapping: Mapping): Mapping {
  const found = new Map<string, string>()
  visit(body, '', 0, (place, name) => {
    for (const [target, names] of Object.entries(known)) {
      if (names.includes(name.toLowerCase()) && !found.has(target)) found.set(target, place)
    }
  })
  let guessed = mapping
  for (const [target, place] of found) {
    if (mapping.fields[target] === undefined && !Object.values(guessed.fields).includes(place))
      guessed = withField(guessed, target, place)
  }
  return guessed
}

function visit(
  value: unknown,
  place: string,
  depth: number,
  found: (place: string, name: string) => void,
): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth > 6) return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'object') visit(inner, placeOf(place, name), depth + 1, found)
    else found(placeOf(place, name), name)
  }
}

/** What is at a place of a body; undefined for nothing. */
export function find(body: unknown, place: string): unknown {
  let at = body
  for (const step of place.split('/').slice(1)) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (Array.isArray(at)) at = at[Number(name)]
    else if (isObject(at)) at = at[name]
    else return undefined
  }
  return at
}

/** The parts of a body that are one event each. */
export function elementsOf(body: unknown, { each }: Pick<Mapping, 'each'>): unknown[] {
  const list = each === undefined ? body : (find(body, each) ?? body)
  return Array.isArray(list) ? list : [list]
}

/** Lists of objects in a body, which may be lists of events. */
export function listsOf(body: unknown, place = '', depth = 0): string[] {
  if (Array.isArray(body)) return place !== '' && isObject(body[0]) ? [place] : []
  if (!isObject(body) || depth > 3) return []
  return Object.entries(body).flatMap(([name, inner]) => listsOf(inner, placeOf(place, name), depth + 1))
}

/** The sender's own names of what happened, as far as they have been seen. */
export const namesAt = (bodies: readonly unknown[], mapping: Mapping): string[] => {
  const { nameAt } = mapping
  if (nameAt === undefined) return []
  const seen = bodies
    .flatMap((body) => elementsOf(body, mapping))
    .map((element) => find(element, nameAt))
    .flatMap((name) =>
      typeof name === 'string' || typeof name === 'number' || typeof name === 'boolean' ? [String(name)] : [],
    )
  return [...new Set([...seen, ...Object.keys(mapping.names)])].sort()
}

/** Without something that was chosen. */
export const without = <Key extends string>(
  chosen: Record<string, string>,
  key: Key,
): Record<string, string> => Object.fromEntries(Object.entries(chosen).filter(([name]) => name !== key))
