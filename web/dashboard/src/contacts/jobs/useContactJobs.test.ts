import { expect, test } from 'vitest'
import { shareOf } from './useContactJobs'

test('an import is as far as its file, anything else as its contacts', () => {
  expect(shareOf({ kind: 'import', bytes: 200, bytesDone: 50, total: null, done: 7 })).toBe(25)
  expect(shareOf({ kind: 'bulk', bytes: 0, bytesDone: 0, total: 10, done: 5 })).toBe(50)
})

test('before anything is counted nothing is claimed', () => {
  expect(shareOf({ kind: 'export', bytes: 0, bytesDone: 0, total: null, done: 0 })).toBeNull()
})
