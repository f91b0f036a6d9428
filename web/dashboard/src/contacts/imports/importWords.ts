import type { components } from '../../api'
import type { Tone } from '../../shared'

export type Import = components['schemas']['ImportView']
export type PreviewRow = components['schemas']['ImportPreviewRow']

export const importStates: Record<Import['status'], { tone: Tone; word: string }> = {
  draft: { tone: 'idle', word: 'To be mapped' },
  waiting: { tone: 'idle', word: 'Waiting' },
  running: { tone: 'busy', word: 'Importing' },
  done: { tone: 'good', word: 'Done' },
  cancelled: { tone: 'paused', word: 'Stopped' },
  failed: { tone: 'bad', word: 'Failed' },
}

export const outcomes: Record<PreviewRow['outcome'], { tone: Tone; word: string }> = {
  added: { tone: 'good', word: 'New' },
  updated: { tone: 'busy', word: 'Updated' },
  kept: { tone: 'idle', word: 'Kept' },
  refused: { tone: 'bad', word: 'Not taken' },
}

const targets: readonly (readonly [string, string])[] = [
  ['email', 'E-mail address'],
  ['phone', 'Phone number'],
  ['customer_id', 'Customer id'],
  ['first_name', 'First name'],
  ['last_name', 'Last name'],
  ['full_name', 'Full name'],
  ['tags', 'Tags'],
  ['consent:email', 'E-mail consent'],
  ['consent:sms', 'SMS consent'],
  ['consent:push', 'Push consent'],
]

/** What a column can be, grouped for a select. */
export const targetData = (fields: readonly components['schemas']['ContactFieldView'][]) => [
  { group: 'Contact', items: targets.map(([value, label]) => ({ value, label })) },
  ...(fields.length > 0
    ? [
        {
          group: 'Custom fields',
          items: fields.map((field) => ({ value: `field:${field.key}`, label: field.label })),
        },
      ]
    : []),
]

/** How long something takes, in words: "about 2 minutes". */
export function inWords(seconds: number): string {
  if (seconds < 60) return `${String(Math.max(1, Math.round(seconds)))} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 90 ? `about ${String(minutes)} min` : `about ${String(Math.round(minutes / 60))} h`
}

export const encodingWords = (encoding: string): string =>
  ({ 'utf-8': 'UTF-8', 'utf-16': 'UTF-16', 'utf-16BE': 'UTF-16', 'windows-1252': 'Latin-1' })[encoding] ??
  encoding

export const delimiterWords = (delimiter: string): string =>
  ({ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' })[delimiter] ?? delimiter
