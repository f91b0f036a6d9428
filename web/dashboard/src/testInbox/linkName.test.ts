import { describe, expect, it } from 'vitest'
import { linkName } from './linkName'

const name = (target: string, url = 'http://localhost:5080/c/token?u=x') => linkName({ url, target })

describe('the name of a link', () => {
  it('is where it leads in the end', () => {
    expect(name('https://shop.example/cart/1?utm=x')).toBe('shop.example/cart/1?utm=x')
    expect(name('https://shop.example/')).toBe('shop.example')
  })
  it('says which one unsubscribes', () => {
    const url = 'http://localhost:5080/u/abc'
    expect(name(url, url)).toBe('Unsubscribe')
  })
  it('is the address itself where there is nothing to shorten', () => {
    expect(name('mailto:hello@shop.example')).toBe('mailto:hello@shop.example')
    expect(name('#top')).toBe('#top')
  })
})
