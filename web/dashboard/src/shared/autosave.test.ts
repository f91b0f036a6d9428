import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError } from '../api'
import { readProblem } from '../api/ApiError'
import { Autosave, type Keep } from './autosave'

const refusal = (status: number) => new ApiError(readProblem(status, { detail: 'No.' }))

function keepInMemory(): Keep<string> & { kept: () => string | null } {
  let kept: { value: string; version: number } | null = null
  return {
    read: () => kept,
    write: (value, version) => (kept = { value, version }),
    clear: () => (kept = null),
    kept: () => kept?.value ?? null,
  }
}

describe('an editor that saves by itself', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('sends once the typing stops, with the version it builds on', async () => {
    const save = vi.fn((_: string, version: number) => Promise.resolve(version + 1))
    const draft = new Autosave({ value: 'a', version: 7, save })
    draft.change('ab')
    draft.change('abc')
    expect(draft.read().state).toBe('saving')
    await vi.advanceTimersByTimeAsync(600)
    expect(save.mock.calls).toEqual([['abc', 7]])
    expect(draft.read()).toMatchObject({ value: 'abc', state: 'saved' })
    expect(draft.version).toBe(8)
  })

  it('sends what was typed during a save after it, never at the same time', async () => {
    const answers: ((version: number) => void)[] = []
    const save = vi.fn<(value: string, version: number) => Promise<number>>(
      () => new Promise((done) => answers.push(done)),
    )
    const draft = new Autosave({ value: '', version: 1, save })
    draft.change('one')
    const all = draft.flush()
    draft.change('two')
    await vi.advanceTimersByTimeAsync(5_000)
    expect(save).toHaveBeenCalledTimes(1)
    answers[0]?.(2)
    await vi.advanceTimersByTimeAsync(0)
    expect(save.mock.calls).toEqual([
      ['one', 1],
      ['two', 2],
    ])
    answers[1]?.(3)
    expect(await all).toBe(true)
    expect(draft.read().state).toBe('saved')
  })

  it('keeps here what cannot be sent and tries again until it is', async () => {
    const keep = keepInMemory()
    const save = vi.fn((_: string, version: number) => Promise.resolve(version + 1))
    save.mockRejectedValueOnce(refusal(0)).mockRejectedValueOnce(refusal(503))
    const draft = new Autosave({ value: '', version: 1, save, keep })
    draft.change('words')
    expect(await draft.flush()).toBe(false)
    expect(draft.read().state).toBe('offline')
    draft.change('more words')
    expect(draft.read().state).toBe('offline')
    expect(keep.kept()).toBe('more words')
    await vi.advanceTimersByTimeAsync(600 + 5_000)
    expect(save).toHaveBeenLastCalledWith('more words', 1)
    expect(draft.read().state).toBe('saved')
    expect(keep.kept()).toBeNull()
  })

  it('finds what was kept when it is opened again', async () => {
    const keep = keepInMemory()
    keep.write('from yesterday', 3)
    const save = vi.fn(() => Promise.resolve(4))
    const draft = new Autosave({ value: 'as the server has it', version: 3, save, keep })
    expect(draft.read()).toMatchObject({ value: 'from yesterday', state: 'saving' })
    await vi.advanceTimersByTimeAsync(0)
    expect(save).toHaveBeenCalledWith('from yesterday', 3)
    expect(keep.kept()).toBeNull()
  })

  it('says so when the server refuses, and tries again only after a change', async () => {
    const save = vi.fn((_: string, version: number) => Promise.resolve(version + 1))
    save.mockRejectedValueOnce(refusal(400))
    const draft = new Autosave({ value: '', version: 1, save })
    draft.change('too long')
    expect(await draft.flush()).toBe(false)
    expect(draft.read()).toMatchObject({ state: 'refused', conflict: false })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(1)
    draft.change('short')
    await vi.advanceTimersByTimeAsync(600)
    expect(draft.read()).toMatchObject({ state: 'saved', error: null })
  })

  it('stops at a version of somebody else until a person decides', async () => {
    const save = vi.fn((_: string, version: number) => Promise.resolve(version + 1))
    save.mockRejectedValueOnce(refusal(412))
    const draft = new Autosave({ value: '', version: 1, save })
    draft.change('mine')
    expect(await draft.flush()).toBe(false)
    expect(draft.read().conflict).toBe(true)
    draft.change('mine, longer')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(save).toHaveBeenCalledTimes(1)
    expect(await draft.overwrite(9)).toBe(true)
    expect(save).toHaveBeenLastCalledWith('mine, longer', 9)
    draft.replace('theirs', 12)
    expect(draft.read()).toEqual({ value: 'theirs', state: 'saved', error: null, conflict: false })
  })
})
