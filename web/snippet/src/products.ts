import { productOfPage } from './structured'
import type { Beckon, Product } from './types'

/** Tells of products without a line of code in the shop: of what the page describes, and of clicks on `data-beckon-add`. */
export function watchProducts(api: Beckon): { look(): void; stop(): void } {
  const view = () => {
    const product = productOfPage()
    if (product) api.viewProduct(product)
  }
  const look = () => {
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', view, { once: true })
    else view()
  }
  const click = ({ target }: Event) => {
    const button = target instanceof Element ? target.closest('[data-beckon-add]') : null
    const product = button && (read(button.getAttribute('data-beckon-add')) ?? productOfPage())
    if (product) api.addToCart(product)
  }
  document.addEventListener('click', click, true)
  return {
    look,
    stop() {
      document.removeEventListener('click', click, true)
      document.removeEventListener('DOMContentLoaded', view)
    },
  }
}

function read(json: string | null): Product | undefined {
  try {
    const value: unknown = JSON.parse(json ?? '')
    return isProduct(value) ? value : undefined
  } catch {
    return undefined
  }
}

const isProduct = (value: unknown): value is Product =>
  typeof value === 'object' && value !== null && 'productId' in value
