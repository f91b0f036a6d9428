import type { components } from '../../api'

type EventType = components['schemas']['EventType']
type EventNameSeen = components['schemas']['EventNameSeen']
type Integration = Pick<
  components['schemas']['IntegrationView'],
  'name' | 'events' | 'openedByKey' | 'connected'
>

interface Option {
  value: string
  label: string
  disabled?: boolean
}

/** What a workspace could hear of. */
export interface EventsKnown {
  catalogue: readonly EventType[]
  names: readonly EventNameSeen[]
  integrations: readonly Integration[]
}

/** Whom an event is about: somebody, or a product. */
export type EventSubject = EventType['subject']

// What is asked by a condition of its own.
const left = ['identity']
const byItself = ['audience_entered', 'audience_exited']
const own = ['message', 'audience', 'identity']

/** Whether Beckon tells it, whatever is connected. */
export const isOwn = ({ group }: Pick<EventType, 'group'>): boolean => own.includes(group)

/** The platforms that send an event. What is opened by a key can be sent whatever a program chooses, and is not among them. */
export const sendersOf = (event: string, integrations: readonly Integration[]): Integration[] =>
  integrations.filter(({ events, openedByKey }) => !openedByKey && events.includes(event))

/** "Jane, Shopify or Treez". */
export function connectWords(senders: readonly Integration[]): string {
  const names = senders.map(({ name }) => name)
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join(', ')} or ${last}`
}

/**
 * The events that can be asked for: those that came in, the most frequent first; what Beckon tells itself; what connected platforms send and
 * programs may send; and, not to be chosen, what only platforms send that are not connected, with their names.
 */
export function eventOptions(
  { catalogue, names, integrations }: EventsKnown,
  chosen: string,
  write: (count: number) => string,
  subject: EventSubject = 'contact',
): { group: string; items: Option[] }[] {
  const hidden = new Set([
    ...byItself,
    ...catalogue
      .filter(({ group, subject: about }) => about !== subject || left.includes(group))
      .map(({ name }) => name),
  ])
  const named = new Set(catalogue.map(({ name }) => name))
  const seen = names.filter(({ name }) => !hidden.has(name) && (subject === 'contact' || named.has(name)))
  const known = new Set(seen.map(({ name }) => name))
  const missing = chosen !== '' && !known.has(chosen)
  const rest = catalogue.filter(({ name }) => !known.has(name) && !hidden.has(name) && name !== chosen)
  const isThere = ({ name }: EventType): boolean => {
    const senders = sendersOf(name, integrations)
    return senders.length === 0 || senders.some(({ connected }) => connected)
  }
  const plain = ({ name }: EventType): Option => ({ value: name, label: name })
  return [
    {
      group: 'Came in',
      items: [
        ...(missing ? [{ value: chosen, label: chosen }] : []),
        ...seen.map(({ name, count }) => ({ value: name, label: `${name} · ${write(count)}` })),
      ],
    },
    { group: 'Beckon tells them', items: rest.filter(isOwn).map(plain) },
    {
      group: 'Can come in, none yet',
      items: rest.filter((type) => !isOwn(type) && isThere(type)).map(plain),
    },
    {
      group: 'Connect a platform to use them',
      items: rest
        .filter((type) => !isOwn(type) && !isThere(type))
        .map(({ name }) => ({
          value: name,
          label: `${name} · connect ${connectWords(sendersOf(name, integrations))}`,
          disabled: true,
        })),
    },
  ].filter(({ items }) => items.length > 0)
}
