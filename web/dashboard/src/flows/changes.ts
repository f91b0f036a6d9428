import { allSteps, branchesOf, type Definition, type Step, withBranch } from './flow'
import { kindOf, stepWords } from './words'

export interface Change {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  words: string
}

// A step without what is in its branches, to be compared by itself.
const bare = (step: Step): string =>
  JSON.stringify(branchesOf(step).reduce((sum, _, index) => withBranch(sum, index, []), step))

// What a step stands behind, so that it can be seen that it stands elsewhere.
function places(flow: Definition): Map<string, string> {
  const found = new Map<string, string>()
  const walk = (steps: readonly Step[], inside: string): void => {
    for (const step of steps) {
      found.set(step.id, inside)
      for (const [index, branch] of branchesOf(step).entries())
        walk(branch.steps, `${step.id}/${String(index)}`)
    }
  }
  walk(flow.steps, '')
  return found
}

/** What is different in a draft, in words. */
export function changesOf(
  before: Definition,
  after: Definition,
  nameOf: (id: string) => string | undefined,
): Change[] {
  const words = (step: Step): string => `${kindOf(step).label}: ${stepWords(step, nameOf)}`
  const [old, now] = [allSteps(before.steps), allSteps(after.steps)]
  const [stood, stands] = [places(before), places(after)]
  const order = (steps: readonly Step[]): string[] => steps.map(({ id }) => id)
  const kept = order(old).filter((id) => order(now).includes(id))
  const changes: Change[] = now.flatMap((step): Change[] => {
    const was = old.find(({ id }) => id === step.id)
    if (was === undefined) return [{ kind: 'added', words: words(step) }]
    if (bare(was) !== bare(step)) return [{ kind: 'changed', words: `${words(was)} → ${words(step)}` }]
    return stood.get(step.id) !== stands.get(step.id) ? [{ kind: 'moved', words: words(step) }] : []
  })
  const gone = old
    .filter(({ id }) => !stands.has(id))
    .map((step): Change => ({ kind: 'removed', words: words(step) }))
  const rest = (flow: Definition): string => JSON.stringify({ ...flow, steps: [], scenarios: [] })
  const settings: Change[] =
    rest(before) === rest(after) ? [] : [{ kind: 'changed', words: 'How it begins and ends' }]
  const shuffled: Change[] =
    changes.some(({ kind }) => kind === 'moved') ||
    kept.join() ===
      order(now)
        .filter((id) => kept.includes(id))
        .join()
      ? []
      : [{ kind: 'moved', words: 'The order of steps' }]
  return [...settings, ...changes, ...gone, ...shuffled]
}
