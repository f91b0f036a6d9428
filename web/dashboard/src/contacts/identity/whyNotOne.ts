import type { components } from '../../api'

type Conflict = Pick<components['schemas']['ConflictView'], 'clashes' | 'kept' | 'other'>

/** Why the rules leave it to a person. */
export function whyNotOne({ clashes, kept, other }: Conflict): string {
  if (kept !== null && kept.id === other?.id) return 'They are one person now.'
  const [clash] = clashes
  if (clash === undefined) return 'A browser only claimed that they are one, which anybody can.'
  const where = clash.source === null ? 'One source' : clash.source.name
  return `${where} knows them as two customers: ${clash.kept} and ${clash.other}.`
}
