import type { Storage } from './storage'

/** An event as it is sent. */
export interface Told {
  messageId: string
  [field: string]: unknown
}

const soon = 400
const mostWaiting = 200
const mostTogether = 50
// Browsers refuse to send more than 64 KB after the page is gone.
const mostCharacters = 60_000
const longestPause = 300_000

/**
 * What is on its way to Beckon. Events lie in the browser's storage until Beckon has answered for them, so that they outlive the page and
 * times without a network. One that is sent twice has the same message id and counts once.
 */
export class Outbox {
  private timer: ReturnType<typeof setTimeout> | undefined
  private failures = 0
  private flying: string[] = []
  private readonly stops: (() => void)[] = []

  constructor(
    private readonly url: string,
    private readonly storage: Storage,
  ) {
    this.on(window, 'pagehide', () => this.leave())
    this.on(document, 'visibilitychange', () => document.visibilityState === 'hidden' && this.leave())
    this.on(window, 'online', () => this.again())
    if (this.waiting().length > 0) this.plan(soon)
  }

  add(event: Told): void {
    this.keep([...this.waiting(), event])
    this.plan(soon)
  }

  /** Sends what waits, oldest first, until nothing is left or Beckon cannot be reached. */
  async flush(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    if (this.flying.length > 0) return
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      this.flying = batch.map((event) => event.messageId)
      const pause = await this.send(batch)
      this.flying = []
      if (pause > 0) return this.plan(pause)
    }
  }

  /** Forgets what waits and sends nothing any more. */
  end(): void {
    clearTimeout(this.timer)
    for (const stop of this.stops) stop()
    this.storage.forget('queue')
  }

  // How long to wait before the next attempt; 0: go on.
  private async send(batch: Told[]): Promise<number> {
    try {
      const body = bodyOf(batch)
      const answer = await fetch(this.url, { method: 'POST', body, keepalive: true, credentials: 'omit' })
      if (answer.status === 429 || answer.status >= 500)
        return this.fail(Number(answer.headers.get('retry-after')))
      // Taken, or refused for good: sent again it would be refused again.
      this.failures = 0
      this.drop(batch)
      return 0
    } catch {
      return this.fail(0)
    }
  }

  private fail(seconds: number): number {
    const pause = Math.min(1000 * 2 ** this.failures++, longestPause)
    return Math.max(pause * (0.5 + Math.random()), seconds * 1000 || 0)
  }

  private again(): void {
    this.failures = 0
    clearTimeout(this.timer)
    this.timer = undefined
    this.plan(soon)
  }

  // The page is going, perhaps for good. Without a network the events stay for the next one.
  private leave(): void {
    if (!navigator.onLine) return
    for (let batch = this.next(); batch.length > 0; batch = this.next()) {
      if (!navigator.sendBeacon(this.url, bodyOf(batch))) return
      this.drop(batch)
    }
  }

  private plan(pause: number): void {
    this.timer ??= setTimeout(() => void this.flush(), pause)
  }

  private next(): Told[] {
    const batch: Told[] = []
    let characters = 0
    for (const event of this.waiting()) {
      if (this.flying.includes(event.messageId)) continue
      characters += JSON.stringify(event).length
      if (batch.length === mostTogether || (batch.length > 0 && characters > mostCharacters)) break
      batch.push(event)
    }
    return batch
  }

  private waiting(): Told[] {
    return this.storage.read('queue', isQueue) ?? []
  }

  private keep(events: Told[]): void {
    this.storage.write('queue', events.slice(-mostWaiting))
  }

  private drop(batch: Told[]): void {
    const ids = batch.map((event) => event.messageId)
    this.keep(this.waiting().filter((event) => !ids.includes(event.messageId)))
  }

  private on(target: EventTarget, name: string, handler: () => unknown): void {
    target.addEventListener(name, handler)
    this.stops.push(() => target.removeEventListener(name, handler))
  }
}

// By the time of sending, Beckon knows how wrong this browser's clock is.
const bodyOf = (events: Told[]): string => JSON.stringify({ sentAt: new Date().toISOString(), events })

const isQueue = (value: unknown): value is Told[] =>
  Array.isArray(value) &&
  value.every((one: unknown) => typeof one === 'object' && one !== null && 'messageId' in one)
