import { describe, expect, it } from 'vitest'
import { nameOptions, sourceOptions } from './options'

const write = String

describe('nameOptions', () => {
  it('puts the most frequent first and says how often', () => {
    const names = [
      { name: 'a', count: 1 },
      { name: 'b', count: 12 },
    ]
    expect(nameOptions(names, undefined, write).map(({ label }) => label)).toEqual(['b · 12', 'a · 1'])
  })
  it('keeps a chosen name that has not come in', () => {
    expect(nameOptions([], 'price_drop', write)).toEqual([{ value: 'price_drop', label: 'price_drop' }])
  })
})

describe('sourceOptions', () => {
  it('adds sources that only the history still knows', () => {
    const row = { source: { id: 'src_0', kind: 'beckon', name: 'Beckon' } }
    expect(sourceOptions([{ id: 'src_1', name: 'Jane' }], [row, row], undefined)).toEqual([
      { value: 'src_1', label: 'Jane' },
      { value: 'src_0', label: 'Beckon' },
    ])
  })
})
