/** Reading filters out of a page's URL, for a route's `validateSearch`: what is not understood is left out. */

export function textParam(search: Record<string, unknown>, name: string): string | undefined {
  const value = search[name]
  // The router reads ?q=123 as a number.
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value
  return typeof text === 'string' && text.trim() !== '' ? text : undefined
}

export function choiceParam<const Choice extends string>(
  search: Record<string, unknown>,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = textParam(search, name)
  return choices.find((choice) => choice === value)
}

/** Several choices, written `?status=sent,skipped`; order and doubles do not matter. */
export function choicesParam<const Choice extends string>(
  search: Record<string, unknown>,
  name: string,
  choices: readonly Choice[],
): Choice[] | undefined {
  const value = search[name]
  const given = Array.isArray(value) ? value : (textParam(search, name)?.split(',') ?? [])
  const chosen = choices.filter((choice) => given.includes(choice))
  return chosen.length > 0 ? chosen : undefined
}

export function wholeParam(search: Record<string, unknown>, name: string): number | undefined {
  const value = Number(textParam(search, name) ?? NaN)
  return Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** A calendar day, `2026-11-21`. */
export function dayParam(search: Record<string, unknown>, name: string): string | undefined {
  const value = textParam(search, name)
  if (value === undefined || !/^\d{4}-\d\d-\d\d$/.test(value)) return undefined
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value) ? value : undefined
}

type Defined<Search> = { [Key in keyof Search]?: Exclude<Search[Key], undefined> }

/** Drops what is undefined, so that an unset filter leaves no trace in the URL. */
export function searchOf<Search extends Record<string, unknown>>(search: Search): Defined<Search> {
  const kept: Defined<Search> = {}
  for (const key in search) {
    const value = search[key]
    if (value !== undefined) Object.assign(kept, { [key]: value })
  }
  return kept
}
