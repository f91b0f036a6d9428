import { describe, expect, it } from 'vitest'
import { emptyOrder, inTime, requestOf, secondsLeft } from './replayOrder'

const order = { ...emptyOrder('Shop'), from: '2026-03-02 10:00:00' }

const replay = {
  id: 'rpl_1',
  status: 'running',
  into: 'here',
  workspaceId: 'wsp_1',
  workspaceName: 'Shop',
  from: '2026-01-01T00:00:00Z',
  to: '2026-01-02T00:00:00Z',
  requests: 1000,
  done: 250,
  events: 300,
  refused: 0,
  refusal: null,
  error: null,
  by: 'user:a@b.c',
  createdAt: '2026-01-03T00:00:00Z',
  startedAt: '2026-01-03T00:00:00Z',
  finishedAt: null,
} as const

describe('the order of a replay', () => {
  it('is not complete without a beginning', () => {
    expect(requestOf(emptyOrder('Shop'), 'UTC')).toBeUndefined()
  })
  it('reads times in the zone of the workspace', () => {
    expect(requestOf(order, 'Europe/Kyiv')).toEqual({
      from: '2026-03-02T08:00:00.000Z',
      to: null,
      into: 'here',
      name: null,
    })
  })
  it('names a new workspace, and needs the name', () => {
    expect(requestOf({ ...order, into: 'new_workspace' }, 'UTC')?.name).toBe('Shop, replayed')
    expect(requestOf({ ...order, into: 'new_workspace', name: ' ' }, 'UTC')).toBeUndefined()
  })
})

describe('the time left', () => {
  it('follows from the pace so far', () => {
    expect(secondsLeft(replay, Date.parse('2026-01-03T00:00:10Z'))).toBe(30)
  })
  it('is not told before there is a pace', () => {
    expect(secondsLeft({ ...replay, done: 0 }, Date.parse('2026-01-03T00:00:10Z'))).toBeNull()
    expect(secondsLeft({ ...replay, requests: null }, Date.parse('2026-01-03T00:00:10Z'))).toBeNull()
    expect(secondsLeft(replay, Date.parse('2026-01-03T00:00:01Z'))).toBeNull()
  })
  it('is rough', () => {
    expect([20, 61, 600, 7200].map(inTime)).toEqual([
      'less than a minute left',
      'about 1 minute left',
      'about 10 minutes left',
      'about 2 hours left',
    ])
  })
})
