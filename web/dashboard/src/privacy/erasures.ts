import type { components } from '../api'
import type { Tone } from '../shared'

export type Erasure = components['schemas']['ErasureView']

/** In the order in which they are offered. */
export const reasons: readonly { value: Erasure['reason']; label: string }[] = [
  { value: 'person_asked', label: 'They asked to be forgotten' },
  { value: 'no_longer_needed', label: 'We have no use for their data any more' },
  { value: 'platform_asked', label: 'Our platform passed their request on' },
  { value: 'test_data', label: 'They do not exist: test data' },
]

export const reasonWords = (reason: Erasure['reason']): string =>
  reasons.find((one) => one.value === reason)?.label ?? reason

export const stages: Record<Erasure['status'], { tone: Tone; word: string }> = {
  waiting: { tone: 'idle', word: 'Waiting' },
  ready: { tone: 'busy', word: 'Letting earlier events take effect' },
  clearing: { tone: 'busy', word: 'Erasing the history' },
  searching: { tone: 'busy', word: 'Searching what was received' },
  done: { tone: 'good', word: 'Erased' },
}

export const isGoing = (erasure: Erasure): boolean => erasure.status !== 'done'

/** Rows that were erased or emptied, of everything together. */
export const rowsOf = (erasure: Erasure): number =>
  Object.values(erasure.erased).reduce((sum, rows) => sum + rows, 0)

/** Whether what was typed names the contact, so that nobody is erased by a slip. */
export const confirms = (typed: string, name: string): boolean =>
  typed.trim().toLocaleLowerCase() === name.trim().toLocaleLowerCase() && name.trim() !== ''
