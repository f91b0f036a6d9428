import { describe, expect, it } from 'vitest'
import { type ChannelView, editOf, fieldsOf, pathOf, portFor } from './channelEdit'

const stored: ChannelView = {
  provider: 'smtp',
  fromName: 'Green Valley',
  fromAddress: 'hello@shop.example',
  replyTo: null,
  smtp: {
    host: 'smtp.shop.example',
    port: 465,
    security: 'tls',
    user: 'mailer',
    hasPassword: true,
    maxConnections: 8,
    perSecond: null,
  },
  whenInterrupted: 'at_least_once',
  health: { state: 'working', since: null, nextTryAt: null, error: null, queued: 0 },
  sender: 'Green Valley <hello@shop.example>',
  version: 3,
}

describe('the settings of the e-mail channel', () => {
  it('keep the stored password unless another is typed', () => {
    expect(editOf(fieldsOf(stored)).smtp).toEqual({
      host: 'smtp.shop.example',
      port: 465,
      security: 'tls',
      user: 'mailer',
      password: null,
      maxConnections: 8,
      perSecond: null,
    })
    expect(editOf({ ...fieldsOf(stored), password: 'new one ' }).smtp?.password).toBe('new one ')
  })
  it('keep the mail server while the test inbox is on', () => {
    const edit = editOf({ ...fieldsOf(stored), provider: 'test_inbox' })
    expect(edit.provider).toBe('test_inbox')
    expect(edit.smtp?.host).toBe('smtp.shop.example')
  })
  it('send no mail server where there is none', () => {
    const fresh = fieldsOf({ ...stored, provider: 'test_inbox', smtp: null })
    expect(fresh).toMatchObject({ port: 587, security: 'start_tls', maxConnections: 4 })
    expect(editOf(fresh).smtp).toBeNull()
  })
  it('keep the choice what to do after an interruption', () => {
    expect(editOf(fieldsOf(stored)).whenInterrupted).toBe('at_least_once')
  })
  it('move to the usual port, but not from one that was chosen', () => {
    expect(portFor('tls', 587)).toBe(465)
    expect(portFor('start_tls', '')).toBe(587)
    expect(portFor('tls', 2525)).toBe(2525)
  })
  it('have the server’s names', () => {
    expect(pathOf('host')).toBe('smtp.host')
    expect(pathOf('fromAddress')).toBe('fromAddress')
  })
})
