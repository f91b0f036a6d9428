import type { components } from '../../api'

type Field = components['schemas']['ContactFieldView']

export const kindWords: Record<Field['kind'], string> = {
  text: 'Text',
  number: 'Number',
  date: 'Date',
  date_time: 'Date and time',
  boolean: 'True or false',
  choice: 'One of several',
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value of a field among those of a contact; undefined when there is none. */
export function fieldValue(key: string, fields: unknown): string | number | boolean | undefined {
  const value = isRecord(fields) ? fields[key] : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined
}

/** The value as people read it; a dash when there is none. */
export function fieldText(field: Field, fields: unknown): string {
  const value = fieldValue(field.key, fields)
  if (value === undefined) return '–'
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  return field.kind === 'date_time' ? String(value).replace('T', ' ').replace('Z', ' UTC') : String(value)
}
