import { expect, test } from 'vitest'
import { ticked, toggled } from './selection'

const none = () => undefined

test('a key is ticked and let go again', () => {
  const once = toggled(new Set(['a']), 'b')
  expect([...once]).toEqual(['a', 'b'])
  expect([...toggled(once, 'a')]).toEqual(['b'])
})

test('everything is ticked when all that match are meant', () => {
  expect(ticked({ keys: new Set(), onChange: none, all: true }, 'x')).toBe(true)
  expect(ticked({ keys: new Set(), onChange: none }, 'x')).toBe(false)
  expect(ticked(undefined, 'x')).toBe(false)
})
