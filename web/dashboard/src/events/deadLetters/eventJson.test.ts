import { describe, expect, it } from 'vitest'
import { ApiError, readProblem } from '../../api/ApiError'
import { faultsOf, lineOf, readJson } from './eventJson'

const text = JSON.stringify(
  { name: 'order', who: { email: 'a@b.c' }, order: { status: 'LOST', items: [{ name: 'x' }] } },
  null,
  2,
)

describe('the edit of an event', () => {
  it('is read when it is an object', () => {
    expect(readJson('{"a": 1}')).toEqual({ ok: true, value: { a: 1 } })
  })
  it('is not sent while it is something else', () => {
    for (const typed of ['', '{', '[]', '"text"', 'null']) expect(readJson(typed).ok).toBe(false)
  })
  it('finds the line of a field by its path', () => {
    expect(lineOf('event.name', text)).toBe(2)
    expect(lineOf('event.order.status', text)).toBe(7)
    expect(lineOf('event.order.items[0].name', text)).toBe(10)
    expect(lineOf('event', text)).toBe(0)
    expect(lineOf('event.nothing', text)).toBe(0)
  })
  it('shows what the server found, named by the field', () => {
    const error = new ApiError(
      readProblem(400, { errors: { 'event.order.status': ['Choose one.'], event: ['Too large.'] } }),
    )
    expect(faultsOf(error, text)).toEqual({
      sentences: ['order.status: Choose one.', 'The event: Too large.'],
      lines: [7],
    })
  })
  it('has no faults of its own when the server could not be reached', () => {
    expect(faultsOf(new ApiError(readProblem(0, null)), text)).toEqual({ sentences: [], lines: [] })
  })
})
