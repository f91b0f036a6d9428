import { expect, it } from 'vitest'
import { jsonTokens } from './jsonTokens'

it('colours every part and loses none', () => {
  const value = { 'a "quoted" key': 'text: "1", true', n: -1.5e3, list: [true, null, 'x\\'], empty: {} }
  const json = JSON.stringify(value, null, 2)
  const tokens = jsonTokens(json)
  expect(tokens.map((token) => token.text).join('')).toBe(json)
  const of = (kind: string) => tokens.filter((token) => token.kind === kind).map((token) => token.text)
  expect(of('key')).toEqual(['"a \\"quoted\\" key"', '"n"', '"list"', '"empty"'])
  expect(of('string')).toEqual(['"text: \\"1\\", true"', '"x\\\\"'])
  expect(of('number')).toEqual(['-1500'])
  expect(of('word')).toEqual(['true', 'null'])
})
