import { expect, test } from 'vitest'
import type { components } from '../../api'
import { fieldText, fieldValue } from './fieldText'

const field = (kind: components['schemas']['FieldKind']): components['schemas']['ContactFieldView'] => ({
  key: 'k',
  label: 'K',
  kind,
  choices: [],
  keptOut: 0,
  keptOutAt: null,
  keptOutSourceId: null,
  createdAt: '2026-01-01T00:00:00Z',
})

test('a value is read as people write it', () => {
  expect(fieldText(field('boolean'), { k: false })).toBe('No')
  expect(fieldText(field('number'), { k: 38.5 })).toBe('38.5')
  expect(fieldText(field('date_time'), { k: '2026-05-31T10:00:00Z' })).toBe('2026-05-31 10:00:00 UTC')
  expect(fieldText(field('text'), {})).toBe('–')
})

test('what is no value of a field is none', () => {
  expect(fieldValue('k', null)).toBeUndefined()
  expect(fieldValue('k', { k: ['x'] })).toBeUndefined()
})
