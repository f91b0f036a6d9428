import { describe, expect, it } from 'vitest'
import {
  allSteps,
  branchesOf,
  copyOf,
  type Definition,
  findStep,
  insertStep,
  moveStep,
  newStep,
  removeStep,
  replaceStep,
  type Step,
} from './flow'

const mail = (id: string): Step => ({ type: 'send', id })
const flow: Definition = {
  trigger: { type: 'called' },
  steps: [
    mail('a'),
    {
      type: 'split',
      id: 's',
      ways: [{ name: 'VIP', who: { type: 'tag', tag: 'vip' }, steps: [mail('b')] }],
      otherwise: [mail('c')],
    },
    mail('d'),
  ],
}
const ids = (of: Definition) => allSteps(of.steps).map(({ id }) => id)

describe('a flow', () => {
  it('finds, replaces and removes steps wherever they are', () => {
    expect(ids(flow)).toEqual(['a', 's', 'b', 'c', 'd'])
    expect(findStep(flow, 'b')?.type).toBe('send')
    expect(findStep(replaceStep(flow, { type: 'send', id: 'c', template: 'tpl_1' }), 'c')).toMatchObject({
      template: 'tpl_1',
    })
    expect(ids(removeStep(flow, 'b'))).toEqual(['a', 's', 'c', 'd'])
    expect(ids(removeStep(flow, 's'))).toEqual(['a', 'd'])
  })

  it('puts steps into the flow and into branches', () => {
    expect(ids(insertStep(flow, { parent: null, branch: 0, at: 1 }, mail('x')))).toEqual([
      'a',
      'x',
      's',
      'b',
      'c',
      'd',
    ])
    expect(ids(insertStep(flow, { parent: 's', branch: 1, at: 1 }, mail('x')))).toEqual([
      'a',
      's',
      'b',
      'c',
      'x',
      'd',
    ])
  })

  it('moves steps, also further down the same branch, and never into themselves', () => {
    expect(ids(moveStep(flow, 'a', { parent: null, branch: 0, at: 3 }))).toEqual(['s', 'b', 'c', 'd', 'a'])
    expect(ids(moveStep(flow, 'd', { parent: 's', branch: 0, at: 0 }))).toEqual(['a', 's', 'd', 'b', 'c'])
    expect(moveStep(flow, 's', { parent: 's', branch: 0, at: 0 })).toBe(flow)
  })

  it('copies a step with all that is in it under new names', () => {
    const split = findStep(flow, 's')
    const copy = split && copyOf(split, ids(flow))
    expect(copy && allSteps([copy]).map(({ id }) => id)).toEqual(['split', 'send', 'send_2'])
  })

  it('names the branches of what splits', () => {
    const waits = newStep('wait_for', [])
    expect(branchesOf(waits).map(({ label }) => label)).toEqual(['It happened', 'Not within 1 day'])
    expect(branchesOf(newStep('random_split', [])).map(({ label }) => label)).toEqual([
      'A · 50 %',
      'B · 50 %',
    ])
  })
})
