import type { components } from '../../api'
import { reasonWords } from '../../campaigns/reasons'
import { runStatusWords } from '../runs/run'
import { allSteps, type Flow, type StepType } from '../flow'
import { kindOf, stepWords } from '../words'

export type Simulation = components['schemas']['SimulationView']
export type Result = components['schemas']['SimulationResult']
export type SimulatedRun = components['schemas']['SimulatedRun']

/** How a run ended, in words. */
export const endingWords = ({ status, reason }: Pick<SimulatedRun, 'status' | 'reason'>): string =>
  reason === null ? runStatusWords[status].word : reasonWords(reason).short

interface StepRow {
  id: string
  type: StepType
  label: string
  what: string
  ways: { way: string; count: number }[]
  through: number
  standing: number
}

/** What came through each step, in the order of the flow. */
export function stepRows(flow: Flow, result: Result, nameOf: (id: string) => string | undefined): StepRow[] {
  return allSteps(flow.draft.steps).map((step) => {
    const ways = result.passed.filter((one) => one.step === step.id).map(({ way, count }) => ({ way, count }))
    return {
      id: step.id,
      type: step.type,
      label: kindOf(step).label,
      what: stepWords(step, nameOf),
      ways: ways.filter(({ way }) => way !== ''),
      through: ways.reduce((sum, { count }) => sum + count, 0),
      standing: result.standing.find((one) => one.step === step.id)?.count ?? 0,
    }
  })
}

/** Every day of the span, quiet ones too. */
export function dayRows(result: Result, from: string, until: string, dayOf: (at: Date) => string) {
  const known = new Map(result.days.map((one) => [one.day, one]))
  const days: { day: string; cameIn: number; messages: number; skipped: number }[] = []
  const end = dayOf(new Date(until))
  for (let at = new Date(from).getTime(); days.length < 100; at += 86_400_000) {
    const day = dayOf(new Date(at))
    if (day > end) break
    if (days.at(-1)?.day !== day) days.push(known.get(day) ?? { day, cameIn: 0, messages: 0, skipped: 0 })
  }
  return days
}
