import type { components } from '../../api'
import { fieldValue } from './fieldText'

type Field = components['schemas']['ContactFieldView']

/** What is typed in for each field, as text; empty: no value. */
export type Draft = Readonly<Record<string, string>>

export const draftOf = (fields: readonly Field[], values: unknown): Draft =>
  Object.fromEntries(fields.map((field) => [field.key, String(fieldValue(field.key, values) ?? '')]))

/** What of it differs from what is known, as the API takes it: null where a value is taken away. */
export function changed(
  fields: readonly Field[],
  values: unknown,
  draft: Draft,
): { fields?: Record<string, string | boolean | null> } {
  const told: Record<string, string | boolean | null> = {}
  for (const field of fields) {
    const text = (draft[field.key] ?? '').trim()
    if (text === String(fieldValue(field.key, values) ?? '')) continue
    told[field.key] = text === '' ? null : field.kind === 'boolean' ? text === 'true' : text
  }
  return Object.keys(told).length > 0 ? { fields: told } : {}
}
