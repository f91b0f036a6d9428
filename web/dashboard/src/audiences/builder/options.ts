import type { components } from '../../api'

type EventType = components['schemas']['EventType']
type EventNameSeen = components['schemas']['EventNameSeen']

interface Option {
  value: string
  label: string
}

// Whom nobody is behind, and what is asked by a condition of its own.
const left = ['inventory', 'identity']
const byItself = ['audience_entered', 'audience_exited']

/** The events that can be asked for: first those that came in, the most frequent first, then the rest of the catalogue. */
export function eventOptions(
  catalogue: readonly EventType[],
  names: readonly EventNameSeen[],
  chosen: string,
  write: (count: number) => string,
): { group: string; items: Option[] }[] {
  const hidden = new Set([
    ...byItself,
    ...catalogue.filter((type) => left.includes(type.group)).map((type) => type.name),
  ])
  const seen = names.filter(({ name }) => !hidden.has(name))
  const known = new Set(seen.map(({ name }) => name))
  const rest = catalogue.filter((type) => !known.has(type.name) && !hidden.has(type.name))
  const missing = chosen !== '' && !known.has(chosen) && !rest.some((type) => type.name === chosen)
  return [
    {
      group: 'Came in',
      items: [
        ...(missing ? [{ value: chosen, label: chosen }] : []),
        ...seen.map(({ name, count }) => ({ value: name, label: `${name} · ${write(count)}` })),
      ],
    },
    { group: 'Of the catalogue, none yet', items: rest.map(({ name }) => ({ value: name, label: name })) },
  ]
}
