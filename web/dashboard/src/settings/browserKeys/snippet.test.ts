import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { siteFault, sitesOf, snippetOf } from './snippet'

describe('the lines to paste', () => {
  it('load the script and keep what is called until it is there', () => {
    const loaded: { src?: string; async?: number }[] = []
    const window: { beckon?: unknown[] & Record<string, (...values: unknown[]) => void> } = {}
    const document = {
      createElement: () => ({}),
      head: { appendChild: (script: object) => loaded.push(script) },
    }
    const lines = snippetOf('pk_1', 'https://beckon.example').replace(/<\/?script>/g, '')
    runInNewContext(lines, { window, document })
    window.beckon?.['track']?.('sale', { percent: 20 })
    runInNewContext(lines, { window, document })
    expect(loaded).toEqual([{ async: 1, src: 'https://beckon.example/beckon.js' }])
    expect(JSON.parse(JSON.stringify(window.beckon))).toEqual([
      ['init', 'pk_1', { host: 'https://beckon.example' }],
      ['track', 'sale', { percent: 20 }],
    ])
  })
})

describe('the sites of a key', () => {
  it('are read as people write them', () => {
    expect(sitesOf('shop.example,\n https://*.mugs.example  http://localhost:3000')).toEqual([
      'https://shop.example',
      'https://*.mugs.example',
      'http://localhost:3000',
    ])
  })

  it('have their fault beside their name', () => {
    expect(siteFault({ 'origins[1]': ['Give an address.'] }, ['https://a.example', 'b'])).toBe(
      'b: Give an address.',
    )
    expect(siteFault({ origins: ['Name one.'] }, [])).toBe('Name one.')
    expect(siteFault({ name: ['Give one.'] }, [])).toBeUndefined()
  })
})
