import { describe, expect, it } from 'vitest'
import { reasonWords } from './reasons'
import { stepAfter, stepBefore, stepStates } from './stepStates'
import { type Campaign, inWords, messageStatus } from './words'

const draft: Campaign = {
  id: 'cmp_1',
  name: 'Abandoned cart',
  type: 'abandoned_cart',
  status: 'draft',
  channel: 'email',
  recipients: 'all_subscribed',
  schedule: 'ongoing',
  templateId: null,
  content: { subject: '', preheader: '', html: '', text: '' },
  settings: { delayMinutes: 0, limits: 'workspace', priority: 'normal' },
  version: 1,
  hasUnpublishedChanges: false,
  createdAt: '2026-01-01T00:00:00Z',
  updatedAt: '2026-01-01T00:00:00Z',
  liveAt: null,
}
const written = { ...draft, content: { ...draft.content, subject: 'Hello', html: '<p>' } }

const review = (trigger: 'none' | 'simple' | 'dynamic', ...blocking: ('content' | 'recipients')[]) => ({
  problems: blocking.map((step) => ({ step, blocking: true, sentence: 'x' })),
  subscribed: 1,
  contacts: 2,
  trigger,
  sources: null,
  schedule: 'ongoing' as const,
})

const states = (...args: Parameters<typeof stepStates>) =>
  Object.fromEntries(stepStates(...args).map((step) => [step.id, step.state]))

describe('the steps of a campaign', () => {
  it('are open, not faulty, before they are begun', () => {
    expect(states(draft, review('none', 'content'))).toEqual({
      channel: 'done',
      recipients: 'open',
      content: 'open',
      review: 'open',
    })
  })
  it('are faulty when something there blocks', () => {
    expect(states(written, review('dynamic', 'content'))).toMatchObject({
      recipients: 'done',
      content: 'faulty',
    })
    expect(states(written, review('simple'))).toMatchObject({ content: 'done', review: 'open' })
  })
  it('are all done only while what is live is what is on the screen', () => {
    const live = { ...written, status: 'live' as const, liveAt: '2026-01-02T00:00:00Z' }
    expect(states(live, review('dynamic'))).toMatchObject({ review: 'done' })
    expect(states({ ...live, hasUnpublishedChanges: true }, review('dynamic'))).toMatchObject({
      review: 'open',
    })
  })
  it('follow each other', () => {
    expect(stepAfter('content')).toBe('review')
    expect(stepAfter('review')).toBeUndefined()
    expect(stepBefore('channel')).toBeUndefined()
  })
})

describe('words', () => {
  it('are found for every reason, also a new one', () => {
    expect(reasonWords('bought').short).toBe('Bought in the meantime')
    expect(reasonWords('moon_phase').short).toBe('Moon phase')
  })
  it('are found for every status, also a new one', () => {
    expect(messageStatus('skipped')).toEqual({ word: 'Not sent', tone: 'idle' })
    expect(messageStatus('on_hold').word).toBe('On hold')
    expect(inWords('')).toBe('')
  })
})
