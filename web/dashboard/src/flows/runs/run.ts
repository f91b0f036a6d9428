import type { components } from '../../api'
import type { Tone } from '../../shared'

export type Run = components['schemas']['RunView']

export const runStatuses = ['waiting', 'held', 'completed', 'exited', 'skipped', 'failed'] as const

export const runStatusWords: Record<Run['status'], { word: string; tone: Tone }> = {
  waiting: { word: 'Under way', tone: 'busy' },
  held: { word: 'Rests', tone: 'paused' },
  completed: { word: 'Went through', tone: 'good' },
  exited: { word: 'Left', tone: 'idle' },
  skipped: { word: 'Not let in', tone: 'idle' },
  failed: { word: 'Failed', tone: 'bad' },
}
