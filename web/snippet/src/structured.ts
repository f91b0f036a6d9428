import type { Product } from './types'

/** The product that the page describes as JSON-LD (schema.org), which search engines ask for; undefined unless there is exactly one. */
export function productOfPage(): Product | undefined {
  const found: Product[] = []
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) {
    try {
      collect(JSON.parse(script.textContent ?? ''), found)
    } catch {
      // Somebody else's broken JSON.
    }
  }
  return found.length === 1 ? found[0] : undefined
}

type Thing = Record<string, unknown>

function collect(node: unknown, found: Product[]): void {
  if (Array.isArray(node)) return node.forEach((one) => collect(one, found))
  if (!isThing(node)) return
  if (isA(node, 'Product') || isA(node, 'ProductGroup')) {
    const product = toProduct(node)
    if (product) found.push(product)
  } else {
    collect(node['@graph'] ?? node['mainEntity'], found)
  }
}

function toProduct(thing: Thing): Product | undefined {
  const offer = first(thing['offers'])
  const sku = text(thing['sku']) ?? text(isThing(offer) ? offer['sku'] : undefined)
  const url = text(thing['url']) ?? text(thing['@id'])
  const productId =
    text(thing['productID']) ?? text(thing['productGroupID']) ?? sku ?? text(thing['mpn']) ?? url
  if (productId === undefined) return undefined
  return clean({
    productId,
    sku,
    name: text(thing['name']),
    brand: text(thing['brand']),
    category: text(first(thing['category'])),
    price: isThing(offer) ? number(offer['price'] ?? offer['lowPrice']) : undefined,
    currency: isThing(offer) ? text(offer['priceCurrency']) : undefined,
    url: absolute(url) ?? location.href.split('#')[0],
    imageUrl: absolute(text(first(thing['image']))),
  })
}

/** Without what is undefined. */
export const clean = <T extends object>(value: T): T => {
  for (const name of Object.keys(value))
    if (Reflect.get(value, name) === undefined) Reflect.deleteProperty(value, name)
  return value
}

/** A full address; shops write `/mugs/7`. */
export function absolute(url: string | undefined): string | undefined {
  try {
    return url === undefined ? undefined : new URL(url, location.href).href
  } catch {
    return undefined
  }
}

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

const isA = (thing: Thing, type: string): boolean => {
  const types: unknown[] = [thing['@type']].flat()
  return types.some(
    (one) => one === type || one === `http://schema.org/${type}` || one === `https://schema.org/${type}`,
  )
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value)

const text = (value: unknown): string | undefined => {
  if (isThing(value)) return text(value['name'] ?? value['url'] ?? value['@id'])
  return typeof value === 'string' || typeof value === 'number'
    ? String(value).trim() || undefined
    : undefined
}

const number = (value: unknown): number | undefined => {
  const amount = Number(text(value) ?? NaN)
  return Number.isFinite(amount) ? amount : undefined
}
