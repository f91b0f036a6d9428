import type { components } from '../api'
import type { Tone } from '../shared'

export type Key = components['schemas']['KeyView']
export type Scope = components['schemas']['KeyScope']

/** What a key may do, in the words of the person who hands it out. */
export const scopes: readonly { value: Scope; label: string; about: string }[] = [
  {
    value: 'ingest',
    label: 'Send data',
    about: 'Carts, orders and events, through every door. All that a shop’s platform needs.',
  },
  {
    value: 'contacts',
    label: 'Look up contacts',
    about: 'Contacts and loyalty members, and nothing else. For tills and checkouts.',
  },
  { value: 'read', label: 'Read', about: 'Contacts, orders, events, campaigns and settings.' },
  {
    value: 'manage',
    label: 'Read and change',
    about: 'Everything the dashboard can do. For trusted servers.',
  },
]

export const scopeLabel = (scope: Scope): string =>
  scopes.find(({ value }) => value === scope)?.label ?? scope

/** A key in one word. */
export function keyState(key: Pick<Key, 'revokedAt' | 'lastUsedAt'>): { tone: Tone; word: string } {
  if (key.revokedAt !== null) return { tone: 'bad', word: 'Revoked' }
  return key.lastUsedAt === null ? { tone: 'idle', word: 'Never used' } : { tone: 'good', word: 'In use' }
}

/** Valid keys first, each group in the order the server gave. */
export const validFirst = (keys: readonly Key[]): Key[] => [
  ...keys.filter((key) => key.revokedAt === null),
  ...keys.filter((key) => key.revokedAt !== null),
]
