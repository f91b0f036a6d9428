import { expect, test } from 'vitest'
import { dayRows, type Result } from './simulation'

const nothing: Result = {
  people: 0,
  reached: 0,
  cameIn: 0,
  messages: 0,
  texts: 0,
  skipped: 0,
  cost: null,
  days: [{ day: '2026-03-03', cameIn: 2, messages: 1, skipped: 1 }],
  stepDays: [],
  passed: [],
  standing: [],
  endings: [],
  overlaps: [],
}
const utcDay = (at: Date) => at.toISOString().slice(0, 10)

test('days on which nothing happened are shown too, the last one as well', () => {
  const days = dayRows(nothing, '2026-03-01T18:00:00Z', '2026-03-04T18:00:00Z', utcDay)
  expect(days.map(({ day, messages }) => `${day} ${String(messages)}`)).toEqual([
    '2026-03-01 0',
    '2026-03-02 0',
    '2026-03-03 1',
    '2026-03-04 0',
  ])
})
