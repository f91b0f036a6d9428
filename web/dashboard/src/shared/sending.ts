import type { components } from '../api'

export type SendLimits = components['schemas']['SendLimits']
export type Priority = components['schemas']['FlowPriority']

export const limits = [
  { value: 'workspace', label: 'As the workspace says' },
  { value: 'wait', label: 'Waits until it may go out' },
  { value: 'drop', label: 'Is not sent' },
  { value: 'ignore', label: 'Goes out all the same' },
] as const

export const priorities = [
  { value: 'high', label: 'Before others' },
  { value: 'normal', label: 'In its turn' },
  { value: 'low', label: 'After others' },
] as const

/** Reads what was kept; anything else is the usual. */
export const limitsOf = (kept: unknown): SendLimits =>
  limits.find(({ value }) => value === kept)?.value ?? 'workspace'

export const priorityOf = (kept: unknown): Priority =>
  priorities.find(({ value }) => value === kept)?.value ?? 'normal'
