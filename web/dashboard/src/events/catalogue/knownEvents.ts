import type { components } from '../../api'

type EventType = components['schemas']['EventType']
type EventNameSeen = components['schemas']['EventNameSeen']

/** Which events are listed: those that arrive, those of them that a sender made up, or all that Beckon knows. */
export const shownEvents = ['arriving', 'custom', 'catalogue'] as const
export type ShownEvents = (typeof shownEvents)[number]

/** An event as the catalogue has it, as it arrives, or both. */
export interface KnownEvent {
  name: string
  type: EventType | undefined
  seen: EventNameSeen | undefined
}

/** The events of a choice: what arrives, the most frequent first, or the catalogue in its order. */
export function knownEvents(
  types: readonly EventType[],
  names: readonly EventNameSeen[],
  shown: ShownEvents,
): KnownEvent[] {
  const typeOf = new Map(types.map((type) => [type.name, type]))
  const seenOf = new Map(names.map((seen) => [seen.name, seen]))
  if (shown === 'catalogue')
    return types.map((type) => ({ name: type.name, type, seen: seenOf.get(type.name) }))
  return names
    .filter((seen) => shown === 'arriving' || !seen.inCatalogue)
    .map((seen) => ({ name: seen.name, type: typeOf.get(seen.name), seen }))
}
