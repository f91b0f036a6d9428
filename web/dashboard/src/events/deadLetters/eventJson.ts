import { ApiError } from '../../api'

export type Reading = { ok: true; value: unknown } | { ok: false; fault: string }

/** The JSON that was typed, or what keeps it from being JSON. */
export function readJson(text: string): Reading {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ok: true, value }
    return { ok: false, fault: 'An event is an object: it begins with { and ends with }.' }
  } catch {
    return { ok: false, fault: 'This is not JSON yet.' }
  }
}

export interface EditFaults {
  sentences: string[]
  /** Where the named fields stand, counted from 1. */
  lines: number[]
}

/** What the server found wrong with an edit, in sentences that name the field, and on which lines. */
export function faultsOf(error: unknown, text: string): EditFaults {
  if (!(error instanceof ApiError) || error.status !== 400) return { sentences: [], lines: [] }
  const all = Object.entries(error.problem.errors)
  return {
    sentences: all.flatMap(([path, sentences]) => sentences.map((each) => `${nameOf(path)}: ${each}`)),
    lines: all.map(([path]) => lineOf(path, text)).filter((line) => line > 0),
  }
}

const nameOf = (path: string): string => path.replace(/^event\.?/, '') || 'The event'

/** The line of a field in indented JSON, followed down its path; 0 when it is not there. */
export function lineOf(path: string, text: string): number {
  const names = path
    .split(/[.[\]]+/)
    .slice(1)
    .filter((name) => name !== '' && !/^\d+$/.test(name))
  if (names.length === 0) return 0
  const lines = text.split('\n')
  let from = 0
  for (const name of names) {
    const at = lines.findIndex((line, index) => index >= from && line.trimStart().startsWith(`"${name}"`))
    if (at < 0) return 0
    from = at
  }
  return from + 1
}
