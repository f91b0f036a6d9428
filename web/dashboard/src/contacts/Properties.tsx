import { Facts } from '../shared'
import { Part } from './Part'

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Further facts that sources told, under the names they gave them. */
export function Properties({ value }: { value: unknown }) {
  const entries = isRecord(value) ? Object.entries(value) : []
  if (entries.length === 0) return null
  return (
    <Part title="Further facts">
      <Facts
        label="Further facts"
        facts={entries.map(([name, fact]) => [
          name,
          typeof fact === 'string' || typeof fact === 'number' ? fact : JSON.stringify(fact),
        ])}
      />
    </Part>
  )
}
