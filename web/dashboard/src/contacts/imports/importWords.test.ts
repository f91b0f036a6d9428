import { expect, test } from 'vitest'
import { inWords, targetData } from './importWords'

test('the time left is told as people would', () => {
  expect(inWords(0.2)).toBe('1 s')
  expect(inWords(45)).toBe('45 s')
  expect(inWords(130)).toBe('about 2 min')
  expect(inWords(3 * 3600)).toBe('about 3 h')
})

test('custom fields are offered when there are any', () => {
  expect(targetData([])).toHaveLength(1)
})
