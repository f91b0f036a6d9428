import { describe, expect, it } from 'vitest'
import { codesOf, inParts } from './codes'

describe('codes', () => {
  it('are read from lines or lists, each once', () => {
    expect(codesOf('A-1\r\n"A-2", A-3;A-1\n\n  A-4\t')).toEqual(['A-1', 'A-2', 'A-3', 'A-4'])
    expect(codesOf(' \n ')).toEqual([])
  })

  it('are sent in parts', () => {
    expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(inParts([], 2)).toEqual([])
  })
})
