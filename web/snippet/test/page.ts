import { vi } from 'vitest'

export interface Sent {
  sentAt: string
  events: Record<string, unknown>[]
}

/** What the browser has sent, and how Beckon answers. */
export class Network {
  readonly requests: Sent[] = []
  readonly beacons: Sent[] = []
  readonly urls: string[] = []
  answer: () => Response | Promise<Response> = () => new Response(null, { status: 202 })

  constructor() {
    vi.stubGlobal('fetch', (url: string, { body }: { body: string }) => {
      this.urls.push(url)
      this.requests.push(read(body))
      return Promise.resolve(this.answer())
    })
    Object.defineProperty(navigator, 'sendBeacon', {
      configurable: true,
      value: (_: string, body: string) => {
        this.beacons.push(read(body))
        return true
      },
    })
  }

  get events(): Record<string, unknown>[] {
    return this.requests.flatMap((request) => request.events)
  }

  get names(): unknown[] {
    return this.events.map((event) => event['event'])
  }
}

function read(body: string): Sent {
  const sent: unknown = JSON.parse(body)
  if (!isSent(sent)) throw new Error(`This is no batch: ${body}`)
  return sent
}

/** A browser that was never here. */
export function freshBrowser(): void {
  localStorage.clear()
  for (const part of document.cookie.split('; '))
    document.cookie = `${part.split('=')[0]}=; path=/; max-age=0`
  document.head.innerHTML = ''
  document.body.innerHTML = ''
  document.title = 'Mugs'
  history.replaceState(null, '', '/mugs')
  Object.defineProperty(navigator, 'onLine', { configurable: true, value: true })
}

let at = 0
export const moveCursor = () => {
  at += 1
  window.dispatchEvent(new PointerEvent('pointermove', { screenX: at, screenY: 5 }))
}

export const idCookie = (): string | undefined => document.cookie.match(/beckon_id=([^;.]*)/)?.[1]

const isSent = (value: unknown): value is Sent =>
  typeof value === 'object' && value !== null && 'sentAt' in value && 'events' in value
