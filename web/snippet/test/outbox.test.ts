import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Outbox } from '../src/outbox'
import { Storage } from '../src/storage'
import { freshBrowser, Network } from './page'

let network: Network
let outbox: Outbox

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-03-02T10:00:00Z') })
  freshBrowser()
  network = new Network()
  outbox = new Outbox('/browser/events?key=pk_1', new Storage())
})

afterEach(() => {
  outbox.end()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const ids = () => network.requests.map(({ events }) => events.map((event) => event['messageId']))
const offline = (value: boolean) =>
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: !value })

describe('the outbox', () => {
  it('sends what comes together in one request, with the time of sending', async () => {
    outbox.add({ messageId: 'a' })
    outbox.add({ messageId: 'b' })
    await vi.advanceTimersByTimeAsync(400)
    expect(ids()).toEqual([['a', 'b']])
    expect(network.requests[0]?.sentAt).toBe('2026-03-02T10:00:00.400Z')
    await vi.advanceTimersByTimeAsync(600_000)
    expect(network.requests).toHaveLength(1)
  })

  it.each([429, 500, 503])('tries again later and later after %i, with the same ids', async (status) => {
    network.answer = () => new Response(null, { status })
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(60_000)
    const tries = network.requests.length
    expect(tries).toBeGreaterThan(3)
    expect(tries).toBeLessThan(10)
    network.answer = () => new Response(null, { status: 202 })
    await vi.advanceTimersByTimeAsync(120_000)
    expect(new Set(ids().flat())).toEqual(new Set(['a']))
    expect(localStorage.getItem('beckon_queue')).toBe('[]')
  })

  it('waits as long as it is told to', async () => {
    network.answer = () => new Response(null, { status: 503, headers: { 'retry-after': '30' } })
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(29_000)
    expect(network.requests).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(network.requests).toHaveLength(2)
  })

  it.each([400, 403, 413])('gives up what is refused with %i and goes on', async (status) => {
    network.answer = () => new Response(null, { status })
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(400)
    network.answer = () => new Response(null, { status: 202 })
    outbox.add({ messageId: 'b' })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(ids()).toEqual([['a'], ['b']])
  })

  it('keeps what could not be sent for the next page', async () => {
    network.answer = () => Promise.reject(new TypeError('no network'))
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(400)
    network.answer = () => new Response(null, { status: 202 })
    const next = new Outbox('/browser/events?key=pk_1', new Storage())
    await vi.advanceTimersByTimeAsync(400)
    expect(ids()).toEqual([['a'], ['a']])
    next.end()
  })

  it('sends the rest when the page goes, and nothing twice', async () => {
    outbox.add({ messageId: 'a' })
    window.dispatchEvent(new Event('pagehide'))
    expect(network.beacons.map(({ events }) => events.length)).toEqual([1])
    await vi.advanceTimersByTimeAsync(5_000)
    expect(network.requests).toEqual([])
  })

  it('keeps the rest without a network until there is one again', async () => {
    offline(true)
    network.answer = () => Promise.reject(new TypeError('no network'))
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(120_000)
    window.dispatchEvent(new Event('pagehide'))
    expect(network.beacons).toEqual([])
    const tries = network.requests.length
    offline(false)
    network.answer = () => new Response(null, { status: 202 })
    window.dispatchEvent(new Event('online'))
    await vi.advanceTimersByTimeAsync(400)
    expect(network.requests).toHaveLength(tries + 1)
    expect(localStorage.getItem('beckon_queue')).toBe('[]')
  })

  it('holds the latest two hundred and sends them in parts of fifty', async () => {
    for (let i = 0; i < 230; i++) outbox.add({ messageId: `m${i}` })
    await vi.advanceTimersByTimeAsync(400)
    expect(ids().map((part) => part.length)).toEqual([50, 50, 50, 50])
    expect(ids()[0]?.[0]).toBe('m30')
  })

  it('keeps each request below what browsers send after the page is gone', async () => {
    for (let i = 0; i < 8; i++) outbox.add({ messageId: `m${i}`, text: 'x'.repeat(20_000) })
    await vi.advanceTimersByTimeAsync(400)
    expect(ids().map((part) => part.length)).toEqual([2, 2, 2, 2])
  })

  it('works where the browser stores nothing', async () => {
    const spy = vi.spyOn(localStorage, 'setItem').mockImplementation(() => {
      throw new DOMException('blocked')
    })
    outbox.add({ messageId: 'a' })
    await vi.advanceTimersByTimeAsync(400)
    expect(ids()).toEqual([['a']])
    spy.mockRestore()
  })
})
