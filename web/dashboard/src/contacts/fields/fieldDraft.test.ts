import { expect, test } from 'vitest'
import type { components } from '../../api'
import { changed, draftOf } from './fieldDraft'

type Field = components['schemas']['ContactFieldView']

const field = (key: string, kind: Field['kind']): Field => ({
  key,
  label: key,
  kind,
  choices: [],
  keptOut: 0,
  keptOutAt: null,
  keptOutSourceId: null,
  createdAt: '2026-01-01T00:00:00Z',
})

const fields = [field('size', 'number'), field('member', 'boolean'), field('note', 'text')]

test('what nobody touched is not sent', () => {
  const values = { size: 38.5, member: true }
  expect(changed(fields, values, draftOf(fields, values))).toEqual({})
})

test('a value that was emptied is taken away, and a yes is a yes', () => {
  const draft = { size: '', member: 'false', note: ' hello ' }
  expect(changed(fields, { size: 38.5, member: true }, draft)).toEqual({
    fields: { size: null, member: false, note: 'hello' },
  })
})
