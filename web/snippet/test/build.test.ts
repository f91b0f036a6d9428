import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { runInThisContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { freshBrowser, Network } from './page'

const most = 6 * 1024
let code = ''

beforeAll(() => {
  execFileSync('node', ['build.mjs'])
  code = readFileSync('dist/beckon.js', 'utf8')
})
beforeEach(freshBrowser)
afterAll(() => vi.unstubAllGlobals())

// As a browser runs it: by itself, in the page.
const load = (): unknown => runInThisContext(code)

describe('the script for pages', () => {
  it('stays under six kilobytes on its way', () => {
    expect(gzipSync(code, { level: 9 }).length).toBeLessThan(most)
    expect(gzipSync(readFileSync('dist/index.js'), { level: 9 }).length).toBeLessThan(most)
  })

  it('does what was called before it was there, in order', async () => {
    const network = new Network()
    const options = { host: 'https://beckon.example', pages: false }
    Reflect.set(window, 'beckon', [
      ['init', 'pk_1', options],
      ['track', 'first', {}],
      ['track', 'second', {}],
    ])
    load()
    const api = window.beckon
    if (api === undefined || Array.isArray(api)) throw new Error('The script did not take over.')
    api.track('third')
    await api.flush()
    expect(network.names).toEqual(['first', 'second', 'third'])
    load()
    expect(window.beckon).toBe(api)
  })
})
