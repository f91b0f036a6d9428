import { expect, it } from 'vitest'
import { sizeWords } from './sizeWords'

it('says in how many parts a text goes', () => {
  expect(sizeWords({ encoding: 'gsm', characters: 120, segments: 1 })).toBe(
    '120 characters, sent and paid for as one part.',
  )
  expect(sizeWords({ encoding: 'gsm', characters: 200, segments: 2 })).toContain('as 2 parts.')
})

it('says why a text takes more than it need', () => {
  expect(sizeWords({ encoding: 'unicode', characters: 90, segments: 2 })).toContain(
    '70 characters instead of 160',
  )
})
