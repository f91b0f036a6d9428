import type { components } from '../api'
import type { EventRow } from './arrivals'

export interface Option {
  value: string
  label: string
}

type NameCount = components['schemas']['EventNameCount']

/** The names that came in, the most frequent first, each with its count; the chosen one always among them. */
export function nameOptions(
  names: readonly NameCount[],
  chosen: string | undefined,
  write: (count: number) => string,
): Option[] {
  const options = [...names]
    .sort((one, other) => other.count - one.count || one.name.localeCompare(other.name))
    .map(({ name, count }) => ({ value: name, label: `${name} · ${write(count)}` }))
  const missing = chosen !== undefined && !names.some(({ name }) => name === chosen)
  return missing ? [{ value: chosen, label: chosen }, ...options] : options
}

/** Connected sources, and those that only the history still knows: disconnected ones and Beckon itself. */
export function sourceOptions(
  connected: readonly { id: string; name: string }[],
  rows: readonly Pick<EventRow, 'source'>[],
  chosen: string | undefined,
): Option[] {
  const options = new Map<string, string>()
  for (const { id, name } of connected) options.set(id, name)
  for (const { source } of rows) if (!options.has(source.id)) options.set(source.id, source.name)
  if (chosen !== undefined && !options.has(chosen)) options.set(chosen, 'Chosen source')
  return [...options].map(([value, label]) => ({ value, label }))
}
