import type { components } from '../../api'
import { reasonWords } from '../../campaigns/reasons'
import { allSteps, type Definition, type Duration, durationWords, type Step } from '../flow'

type Schemas = components['schemas']

export type Scenario = Schemas['FlowScenario']
export type Outcome = Schemas['ScenarioOutcome']
export type Happening = Schemas['ScenarioEvent']
export type Expected = Schemas['ScenarioMessage']

export type SendStep = Extract<Step, { type: 'send' }>
export type RandomSplit = Extract<Step, { type: 'random_split' }>

export const sendSteps = (flow: Definition): SendStep[] =>
  allSteps(flow.steps).filter((step) => step.type === 'send')

export const randomSplits = (flow: Definition): RandomSplit[] =>
  allSteps(flow.steps).filter((step) => step.type === 'random_split')

/** So many minutes in the largest unit that comes out even. */
export function spanOf(minutes: number): Duration {
  if (minutes !== 0 && minutes % 1_440 === 0) return { amount: minutes / 1_440, unit: 'days' }
  if (minutes !== 0 && minutes % 60 === 0) return { amount: minutes / 60, unit: 'hours' }
  return { amount: minutes, unit: 'minutes' }
}

/** "at once", "after 2 hours", "3 days before". */
export const spanWords = (span: Duration): string =>
  span.amount === 0
    ? 'at once'
    : span.amount < 0
      ? `${durationWords({ ...span, amount: -span.amount })} before`
      : `after ${durationWords(span)}`

const parts = [
  { minutes: 1_440, unit: 'days' },
  { minutes: 60, unit: 'hours' },
  { minutes: 1, unit: 'minutes' },
] as const

/** "at once", "after 1 day and 30 minutes". */
export function afterWords(minutes: number): string {
  const said: string[] = []
  let left = minutes
  for (const part of parts) {
    const amount = Math.floor(left / part.minutes)
    left -= amount * part.minutes
    if (amount > 0) said.push(durationWords({ amount, unit: part.unit }))
  }
  return said.length === 0 ? 'at once' : `after ${said.join(' and ')}`
}

/** What begins the flow, as something that happens. */
export function beginning(flow: Definition): Happening {
  const after: Duration = { amount: 0, unit: 'minutes' }
  const { trigger } = flow
  switch (trigger.type) {
    case 'event':
      return {
        event: trigger.on.event,
        after,
        ...(trigger.on.status != null && { status: trigger.on.status }),
        ...(trigger.on.event === 'cart_abandoned' && { cart: 'cart' }),
      }
    case 'audience':
      return { event: trigger.change === 'entered' ? 'audience_entered' : 'audience_exited', after }
    case 'date':
    case 'schedule':
    case 'product':
    case 'called':
      return { event: 'flow_called', after }
  }
}

export const newScenario = (flow: Definition): Scenario => ({
  name: '',
  day: 'monday',
  at: '10:00:00',
  happens: [beginning(flow)],
  expects: [],
})

/** What is sent now, as what is to be sent from now on. */
export const asExpected = (outcome: Outcome): Expected[] =>
  outcome.sent
    .filter(({ skipped }) => skipped === null)
    .map(({ step, minutes }) => ({ step, after: spanOf(minutes) }))

export interface Line {
  words: string
  tone: 'as_expected' | 'unexpected' | 'missing'
}

/** What would be sent and what would not, line by line. */
export function linesOf(outcome: Outcome, nameOf: (step: string) => string): Line[] {
  const sent = outcome.sent.map(({ step, minutes, skipped, expected }): Line => {
    const when = afterWords(minutes)
    if (skipped !== null)
      return {
        words: `${nameOf(step)} is not sent ${when}: ${reasonWords(skipped).short}`,
        tone: 'as_expected',
      }
    return expected
      ? { words: `${nameOf(step)} is sent ${when}`, tone: 'as_expected' }
      : { words: `${nameOf(step)} is sent ${when}, which is not expected`, tone: 'unexpected' }
  })
  const missing = outcome.missing.map(({ step, after }): Line => ({
    words: `${nameOf(step)} is not sent${after == null ? '' : ` ${spanWords(after)}`}, though it is expected`,
    tone: 'missing',
  }))
  return sent.length + missing.length === 0
    ? [{ words: 'Nothing is sent', tone: 'as_expected' }]
    : [...sent, ...missing]
}
