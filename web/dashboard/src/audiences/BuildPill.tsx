import { StatusPill } from '../shared'
import type { Audience } from './filter'

/** Whether it is up to date, or how far it has been worked out. */
export function BuildPill({ audience }: { audience: Pick<Audience, 'building'> }) {
  const { building } = audience
  if (building === null) return <StatusPill tone="good">Live</StatusPill>
  const share = building.total === null || building.total === 0 ? 0 : building.seen / building.total
  return (
    <StatusPill tone="busy">{`Working out ${String(Math.min(99, Math.floor(share * 100)))} %`}</StatusPill>
  )
}
