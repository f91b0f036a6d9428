import type { components } from '../api'

export type Rfm = components['schemas']['RfmView']
export type Cell = Rfm['cells'][number]
export type Cuts = components['schemas']['RfmCuts']
export type Settings = components['schemas']['RfmSettings']
export type Span = components['schemas']['ScoreSpan']

export const scores = [1, 2, 3, 4, 5] as const

export const measures = ['customers', 'revenue', 'averageOrder'] as const
export type Measure = (typeof measures)[number]

export const measureWords: Record<Measure, string> = {
  customers: 'Customers',
  revenue: 'Revenue',
  averageOrder: 'Average order',
}

export const valueOf = (cell: Cell, measure: Measure): number => Number(cell[measure] ?? 0)

/** How strongly a cell is coloured, 0 to 1: its measure beside the greatest of all cells. */
export function strength(cell: Cell, cells: readonly Cell[], measure: Measure): number {
  const most = Math.max(...cells.map((one) => valueOf(one, measure)))
  return most > 0 ? valueOf(cell, measure) / most : 0
}

export const cellAt = (cells: readonly Cell[], recency: number, frequency: number): Cell | undefined =>
  cells.find((cell) => cell.recency === recency && cell.frequency === frequency)

/** What a score means, in days: "115 to 180 days". Whole days, so the next score begins a day later. */
export function recencyWords(score: number, cuts: Cuts): string {
  const ends = cuts.recencyDays.map((cut) => Math.ceil(Number(cut)))
  const from = ends[4 - score]
  const until = ends[5 - score]
  if (score === 5) return `under ${ends[0] ?? 0} days ago`
  if (score === 1 || until === undefined) return `${ends[3] ?? 0} days ago or more`
  return `${from ?? 0} to ${until - 1} days ago`
}

/** What a score means, in orders. */
export function frequencyWords(score: number, cuts: Cuts): string {
  const begins = cuts.frequency.map((cut) => Math.ceil(Number(cut)))
  const from = begins[score - 2] ?? 1
  const until = begins[score - 1]
  if (until === undefined) return `${from} orders or more`
  const last = until - 1
  if (last < from) return 'nobody'
  if (last === from) return from === 1 ? '1 order' : `${from} orders`
  return `${from} to ${last} orders`
}

export const spanText = ({ from, to }: Span): string => (from === to ? String(from) : `${from}-${to}`)

/** A span as people write it, "4-5" or "4"; undefined for anything else. */
export function readSpan(text: string): Span | undefined {
  const found = /^\s*([1-5])\s*(?:[-–]\s*([1-5]))?\s*$/.exec(text)
  if (found === null) return undefined
  const [from, to] = [Number(found[1]), Number(found[2] ?? found[1])]
  return from <= to ? { from, to } : undefined
}

/** Four numbers as people write them, with spaces or commas between; undefined for anything else. */
export function readCuts(text: string): number[] | undefined {
  const numbers = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map(Number)
  return numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : undefined
}
