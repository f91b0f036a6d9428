import { newId } from './ids'
import type { Person } from './types'

const cookie = 'beckon_id'
const year = 31_536_000

/**
 * Who uses this browser, in a first-party cookie: a random id and, once somebody identified, marks of whom. The marks are hashes: they tell
 * that it is somebody else, not who it was.
 */
export class Visitor {
  private id = ''
  private marks: string[] = []

  constructor(private readonly domain?: string) {
    const kept = document.cookie.match(/(?:^|; )beckon_id=([^;]*)/)?.[1]?.split('.') ?? []
    if (/^[\w-]{8,64}$/.test(kept[0] ?? '')) [this.id = '', ...this.marks] = kept
  }

  get isKnown(): boolean {
    return this.id !== ''
  }

  /** The id; made, or kept for another year. */
  begin(): void {
    this.id ||= newId()
    this.save()
  }

  get anonymousId(): string {
    return this.id
  }

  /** Somebody says who they are. True when that is somebody else than before: then the id is a new one. */
  meet(person: Person): boolean {
    const said = marksOf(person)
    const other = this.isOther(said)
    if (other) this.renew()
    const kinds = said.map((mark) => mark[0])
    this.marks = [...this.marks.filter((mark) => !kinds.includes(mark[0])), ...said]
    this.save()
    return other
  }

  renew(): void {
    this.id = newId()
    this.marks = []
    this.save()
  }

  forget(): void {
    this.id = ''
    this.marks = []
    this.put('', 0)
  }

  // The same customer may have a new address; another address alone is another person.
  private isOther(said: string[]): boolean {
    if (said.some((mark) => this.marks.includes(mark))) return false
    return said.some((mark) => this.marks.some((known) => known[0] === mark[0]))
  }

  private save(): void {
    this.put([this.id, ...this.marks].join('.'), year)
  }

  private put(value: string, seconds: number): void {
    const domain = this.domain ? `; domain=${this.domain}` : ''
    const secure = location.protocol === 'https:' ? '; secure' : ''
    document.cookie = `${cookie}=${value}; path=/; max-age=${seconds}; samesite=lax${domain}${secure}`
  }
}

const marksOf = ({ customerId, email, phone }: Person): string[] => [
  ...mark('c', customerId),
  ...mark('e', email),
  ...mark('p', phone),
]

const mark = (kind: string, value: string | number | undefined): string[] => {
  const text = String(value ?? '')
    .trim()
    .toLowerCase()
  return text ? [kind + hash(text)] : []
}

// FNV-1a, 32 bits.
function hash(text: string): string {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return (sum >>> 0).toString(36)
}
