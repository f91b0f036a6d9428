import type { components } from '../api'

type Schemas = components['schemas']

export type Flow = Schemas['FlowView']
export type FlowRow = Schemas['FlowRow']
export type Definition = Schemas['FlowDefinition']
export type Trigger = Schemas['FlowTrigger']
export type Step = Schemas['FlowStep']
export type StepType = Step['type']

/** What can be added: a kind of step, or a text message, which is a step that sends on another channel. */
export type StepChoice = StepType | 'send_sms'
export type Duration = Schemas['Duration']
export type Counts = Schemas['FlowCounts']
export type Fault = Schemas['FlowFault']

/** Where a step can be put: so many steps into a branch of a step, or of the flow itself. */
export interface Slot {
  parent: string | null
  branch: number
  at: number
}

export interface Branch {
  label: string
  steps: readonly Step[]
}

const words = ({ amount, unit }: Duration): string =>
  `${String(amount)} ${amount === 1 ? unit.slice(0, -1) : unit}`

export const durationWords = words

/** The branches of a step, in the order of the server's. */
export function branchesOf(step: Step): Branch[] {
  switch (step.type) {
    case 'wait_for':
      return [
        { label: 'It happened', steps: step.then ?? [] },
        { label: `Not within ${words(step.within)}`, steps: step.otherwise ?? [] },
      ]
    case 'split':
      return [
        ...step.ways.map(({ name, steps }) => ({ label: name, steps: steps ?? [] })),
        { label: 'Everybody else', steps: step.otherwise ?? [] },
      ]
    case 'random_split':
      return step.shares.map(({ name, percent, steps }) => ({
        label: `${name} · ${String(percent)} %`,
        steps: steps ?? [],
      }))
    case 'wait':
    case 'wait_until':
    case 'wait_until_date':
    case 'send':
    case 'change':
    case 'discount':
    case 'emit':
    case 'webhook':
    case 'call':
    case 'end':
      return []
  }
}

const put = <T>(list: readonly T[], index: number, value: T): T[] =>
  list.map((one, at) => (at === index ? value : one))

/** The step with other steps in one of its branches. */
export function withBranch(step: Step, branch: number, steps: Step[]): Step {
  switch (step.type) {
    case 'wait_for':
      return branch === 0 ? { ...step, then: steps } : { ...step, otherwise: steps }
    case 'split': {
      const way = step.ways[branch]
      return way === undefined
        ? { ...step, otherwise: steps }
        : { ...step, ways: put(step.ways, branch, { ...way, steps }) }
    }
    case 'random_split': {
      const share = step.shares[branch]
      return share === undefined ? step : { ...step, shares: put(step.shares, branch, { ...share, steps }) }
    }
    case 'wait':
    case 'wait_until':
    case 'wait_until_date':
    case 'send':
    case 'change':
    case 'discount':
    case 'emit':
    case 'webhook':
    case 'call':
    case 'end':
      return step
  }
}

/** Each step with all that is in it, changed from the inside out; several or none may take the place of one. */
function rewrite(steps: readonly Step[], change: (step: Step) => Step[]): Step[] {
  return steps.flatMap((step) =>
    change(
      branchesOf(step).reduce(
        (sum, branch, index) => withBranch(sum, index, rewrite(branch.steps, change)),
        step,
      ),
    ),
  )
}

export const allSteps = (steps: readonly Step[]): Step[] =>
  steps.flatMap((step) => [step, ...branchesOf(step).flatMap((branch) => allSteps(branch.steps))])

export const findStep = (flow: Definition, id: string): Step | undefined =>
  allSteps(flow.steps).find((step) => step.id === id)

export const replaceStep = (flow: Definition, next: Step): Definition => ({
  ...flow,
  steps: rewrite(flow.steps, (step) => [step.id === next.id ? next : step]),
})

export const removeStep = (flow: Definition, id: string): Definition => ({
  ...flow,
  steps: rewrite(flow.steps, (step) => (step.id === id ? [] : [step])),
})

const inserted = (steps: readonly Step[], at: number, added: Step): Step[] => [
  ...steps.slice(0, at),
  added,
  ...steps.slice(at),
]

export function insertStep(flow: Definition, slot: Slot, added: Step): Definition {
  if (slot.parent === null) return { ...flow, steps: inserted(flow.steps, slot.at, added) }
  const parent = findStep(flow, slot.parent)
  const branch = parent && branchesOf(parent)[slot.branch]
  return parent && branch
    ? replaceStep(flow, withBranch(parent, slot.branch, inserted(branch.steps, slot.at, added)))
    : flow
}

/** Puts a step elsewhere; into itself it cannot go. */
export function moveStep(flow: Definition, id: string, to: Slot): Definition {
  const step = findStep(flow, id)
  if (step === undefined) return flow
  if (to.parent !== null && allSteps([step]).some((inner) => inner.id === to.parent)) return flow
  const siblings = to.parent === null ? flow.steps : branchSteps(flow, to)
  const from = siblings.findIndex((one) => one.id === id)
  const at = from >= 0 && from < to.at ? to.at - 1 : to.at
  return insertStep(removeStep(flow, id), { ...to, at }, step)
}

const branchSteps = (flow: Definition, { parent, branch }: Slot): readonly Step[] => {
  const step = parent === null ? undefined : findStep(flow, parent)
  return step === undefined ? [] : (branchesOf(step)[branch]?.steps ?? [])
}

/** A name that no step has yet. */
export function newId(taken: readonly string[], type: string): string {
  for (let number = 1; ; number++) {
    const id = number === 1 ? type : `${type}_${String(number)}`
    if (!taken.includes(id)) return id
  }
}

/** The same step once more, it and all that is in it under new names. */
export function copyOf(step: Step, taken: readonly string[]): Step {
  const used = [...taken]
  const [copy] = rewrite([step], (one) => {
    const id = newId(used, one.type)
    used.push(id)
    return [{ ...one, id }]
  })
  return copy ?? step
}

export function newStep(choice: StepChoice, taken: readonly string[]): Step {
  const type = choice === 'send_sms' ? 'send' : choice
  const id = newId(taken, choice === 'send_sms' ? 'text' : choice)
  switch (type) {
    case 'wait':
      return { type, id, for: { amount: 1, unit: 'days' } }
    case 'wait_until':
      return { type, id, at: '10:00:00' }
    case 'wait_until_date':
      return { type, id, of: 'last_order', days: 30, at: '10:00:00' }
    case 'wait_for':
      return { type, id, on: { event: 'message_clicked' }, within: { amount: 1, unit: 'days' } }
    case 'split':
      return { type, id, ways: [{ name: 'Those who…', who: { type: 'all', of: [] } }] }
    case 'random_split':
      return {
        type,
        id,
        shares: [
          { name: 'A', percent: 50 },
          { name: 'B', percent: 50 },
        ],
      }
    case 'send':
      return choice === 'send_sms' ? { type, id, channel: 'sms' } : { type, id }
    case 'change':
      return { type, id }
    case 'discount':
      return { type, id, discount: '' }
    case 'emit':
      return { type, id, event: '' }
    case 'webhook':
      return { type, id, url: '' }
    case 'call':
      return { type, id, flow: '' }
    case 'end':
      return { type, id }
  }
}
