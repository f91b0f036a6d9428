import type { components } from '../api'

type Schemas = components['schemas']

export type Filter = Schemas['Filter']
export type TimeTest = Schemas['TimeTest']
export type NumberTest = Schemas['NumberTest']
export type ValueTest = Schemas['ValueTest']
export type EventCondition = Schemas['FilterEventCondition']
export type OrderCondition = Schemas['FilterOrderCondition']
export type Audience = Schemas['AudienceView']

export type Group = Schemas['FilterAllOf'] | Schemas['FilterAnyOf'] | Schemas['FilterNoneOf']
export type Condition = Exclude<Filter, Group>

export const isGroup = (filter: Filter): filter is Group =>
  filter.type === 'all' || filter.type === 'any' || filter.type === 'none'

export const everybody: Group = { type: 'all', of: [] }

/** What the editor begins with: a group, whatever the filter was. */
export const rootOf = (filter: Filter): Group => (isGroup(filter) ? filter : { type: 'all', of: [filter] })

export const withPart = (group: Group, index: number, part: Filter): Group => ({
  ...group,
  of: group.of.map((one, at) => (at === index ? part : one)),
})

export const withoutPart = (group: Group, index: number): Group => ({
  ...group,
  of: group.of.filter((_, at) => at !== index),
})

export const withAdded = (group: Group, part: Filter): Group => ({ ...group, of: [...group.of, part] })

/** How many conditions a filter has, those in groups too. */
export const conditionsIn = (filter: Filter): number =>
  isGroup(filter) ? filter.of.reduce((sum, part) => sum + conditionsIn(part), 0) : 1

/** Where the server finds a part of a group. */
export const partPath = (path: string, index: number): string => `${path}.of[${String(index)}]`

/** The first thing that is wrong with a condition, of all that the server found. */
export function faultAt(errors: Readonly<Record<string, string[]>>, path: string): string | undefined {
  const found = Object.entries(errors).find(([key]) => key === path || key.startsWith(`${path}.`))
  return found?.[1][0]
}

/** How often something was done, as people choose it. */
export const frequencies = [
  { value: 'once', label: 'at least once' },
  { value: 'never', label: 'never' },
  { value: 'count', label: 'so many times' },
  { value: 'first_time', label: 'for the first time' },
  { value: 'last_time', label: 'for the last time' },
  { value: 'sum', label: 'with the sum of' },
  { value: 'average', label: 'with the average of' },
  { value: 'minimum', label: 'with the least' },
  { value: 'maximum', label: 'with the greatest' },
] as const

export type Frequency = (typeof frequencies)[number]['value']

export function frequencyOf(event: EventCondition): Frequency {
  const measure = event.measure ?? 'count'
  if (measure !== 'count') return measure
  if (event.is == null) return 'once'
  return event.is.op === 'at_most' && Number(event.is.value) === 0 ? 'never' : 'count'
}

/** The condition with another frequency; what belongs to the old one goes. */
export function withFrequency(event: EventCondition, frequency: Frequency): EventCondition {
  const { type, event: name, status, where, time } = event
  const kept: EventCondition = {
    type,
    event: name,
    ...(status != null && { status }),
    ...(where != null && { where }),
    ...(time != null && { time }),
  }
  switch (frequency) {
    case 'once':
      return kept
    case 'never':
      return { ...kept, is: { op: 'at_most', value: 0 } }
    case 'count':
      return { ...kept, is: { op: 'at_least', value: 2 } }
    case 'first_time':
    case 'last_time':
      return { ...kept, measure: frequency, time: time ?? { op: 'in_last', amount: 30, unit: 'days' } }
    case 'sum':
    case 'average':
    case 'minimum':
    case 'maximum':
      return { ...kept, measure: frequency, property: '', is: { op: 'at_least', value: 1 } }
  }
}

/** The filters of the list of contacts, as far as an audience can have them. */
export interface ContactListFilter {
  list?: string
  tag?: string
  consent?: string
  known?: 'true' | 'false'
  ordered?: 'true' | 'false'
  segment?: string
  recency?: number
  frequency?: number
  audience?: string
}

const channels = ['email', 'sms', 'push'] as const
const stands = ['subscribed', 'unsubscribed', 'pending', 'never'] as const

/** An audience of those whom the list of contacts shows. */
export function filterOfList(shown: ContactListFilter): Group {
  const [channel, stand] = shown.consent?.split(':') ?? []
  const onChannel = channels.find((one) => one === channel)
  const status = stands.find((one) => one === stand)
  const bought: Filter = { type: 'orders', measure: 'count', is: { op: 'at_least', value: 1 } }
  const { audience, list, tag, known, ordered, segment, recency, frequency } = shown
  const of: Filter[] = []
  if (audience !== undefined) of.push({ type: 'audience', audience })
  if (list !== undefined) of.push({ type: 'list', list })
  if (tag !== undefined) of.push({ type: 'tag', tag })
  if (onChannel !== undefined && status !== undefined)
    of.push({ type: 'consent', channel: onChannel, status })
  if (known !== undefined)
    of.push({ type: 'profile', attribute: 'known', is: { op: known === 'true' ? 'is_true' : 'is_false' } })
  if (ordered !== undefined) of.push(ordered === 'true' ? bought : { type: 'none', of: [bought] })
  if (segment !== undefined || recency !== undefined || frequency !== undefined)
    of.push({
      type: 'rfm',
      ...(segment !== undefined && { segments: [segment] }),
      ...(recency !== undefined && { recency: { from: recency, to: recency } }),
      ...(frequency !== undefined && { frequency: { from: frequency, to: frequency } }),
    })
  return { type: 'all', of }
}
