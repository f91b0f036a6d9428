import { describe, expect, it } from 'vitest'
import type { Step } from '../flow'
import { layout, nodeHeight, nodeWidth } from './layout'

const mail = (id: string): Step => ({ type: 'send', id })
const split: Step = {
  type: 'split',
  id: 's',
  ways: [{ name: 'VIP', who: { type: 'tag', tag: 'vip' }, steps: [mail('b')] }],
  otherwise: [{ type: 'end', id: 'e' }],
}

describe('the canvas', () => {
  it('puts no two steps over each other, however deep splits lie', () => {
    const deep: Step = {
      ...split,
      id: 'outer',
      otherwise: [
        {
          ...split,
          id: 'inner',
          ways: [{ name: 'X', who: { type: 'all', of: [] }, steps: [mail('z')] }],
          otherwise: [mail('y')],
        },
      ],
    }
    const boxes = layout([mail('a'), deep, mail('d')]).nodes.filter(({ kind }) => kind === 'step')
    for (const one of boxes)
      for (const other of boxes)
        if (one.id !== other.id)
          expect(
            Math.abs(one.x - other.x) >= nodeWidth || Math.abs(one.y - other.y) >= nodeHeight,
            `${one.id} and ${other.id}`,
          ).toBe(true)
  })

  it('joins branches behind a split, but not those that end', () => {
    const { lines } = layout([split, mail('d')])
    expect(lines.filter(({ to }) => to === '+/0/1').map(({ from }) => from)).toEqual(['+s/0/1'])
    expect(lines.find(({ from, to }) => from === 's' && to === '+s/1/0')?.label).toBe('Everybody else')
  })

  it('has nothing behind an end', () => {
    expect(layout([{ type: 'end', id: 'e' }]).nodes.map(({ kind }) => kind)).toEqual([
      'trigger',
      'slot',
      'step',
    ])
  })

  it('is quick with two hundred steps', () => {
    expect(layout(Array.from({ length: 200 }, (_, at) => mail(String(at)))).nodes).toHaveLength(403)
  })
})
