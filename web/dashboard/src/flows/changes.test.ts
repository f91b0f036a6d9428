import { describe, expect, it } from 'vitest'
import { changesOf } from './changes'
import type { Definition, Step } from './flow'

const wait = (id: string, amount = 1): Step => ({ type: 'wait', id, for: { amount, unit: 'days' } })
const flow = (...steps: Step[]): Definition => ({ trigger: { type: 'called' }, steps })
const split = (...inside: Step[]): Step => ({
  type: 'split',
  id: 's',
  ways: [{ name: 'VIP', who: { type: 'tag', tag: 'vip' }, steps: inside }],
})
const of = (before: Definition, after: Definition) =>
  changesOf(before, after, () => undefined).map(({ kind, words }) => `${kind} ${words}`)

describe('what changed in a flow', () => {
  it('is nothing where nothing did', () => {
    expect(of(flow(wait('a'), split(wait('b'))), flow(wait('a'), split(wait('b'))))).toEqual([])
  })

  it('names what was added, removed and changed', () => {
    expect(of(flow(wait('a'), wait('b')), flow(wait('a', 2), wait('c')))).toEqual([
      'changed Wait: 1 day → Wait: 2 days',
      'added Wait: 1 day',
      'removed Wait: 1 day',
    ])
  })

  it('says that a step moved, and not that its split changed', () => {
    expect(of(flow(wait('a'), split()), flow(split(wait('a'))))).toEqual(['moved Wait: 1 day'])
    expect(of(flow(wait('a'), wait('b')), flow(wait('b'), wait('a')))).toEqual(['moved The order of steps'])
  })

  it('says that the beginning changed', () => {
    expect(of(flow(), { ...flow(), holdoutPercent: 10 })).toEqual(['changed How it begins and ends'])
  })
})
