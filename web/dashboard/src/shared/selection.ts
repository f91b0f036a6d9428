import type { Selection } from './DataList'

export const ticked = (selection: Selection | undefined, key: string): boolean =>
  selection !== undefined && (selection.all === true || selection.keys.has(key))

/** The keys with one more, or without it where it was among them. */
export function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
