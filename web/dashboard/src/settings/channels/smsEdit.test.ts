import { expect, it } from 'vitest'
import { smsEditOf, smsFieldsOf, smsPathOf, type SmsView } from './smsEdit'

const view: SmsView = {
  provider: 'test_inbox',
  twilio: null,
  optOut: 'Reply STOP to opt out.',
  whenInterrupted: 'at_most_once',
  incomingUrl: 'https://shop.example/hooks/sms/wsp_1/incoming',
  isReachable: true,
  health: { state: 'working', since: null, nextTryAt: null, error: null, queued: 0 },
  version: 0,
}

it('sends no account while none is given', () => {
  expect(smsEditOf(smsFieldsOf(view))).toEqual({
    provider: 'test_inbox',
    optOut: 'Reply STOP to opt out.',
    whenInterrupted: 'at_most_once',
    twilio: null,
  })
})

it('keeps the account while the test inbox is on, and the stored token while none is typed', () => {
  const twilio = { accountSid: 'AC1', hasToken: true, from: '+13125550100', perSecond: null }
  expect(smsEditOf(smsFieldsOf({ ...view, twilio })).twilio).toEqual({
    accountSid: 'AC1',
    authToken: null,
    from: '+13125550100',
    perSecond: null,
  })
})

it('names fields as the server does', () => {
  expect([smsPathOf('from'), smsPathOf('optOut')]).toEqual(['twilio.from', 'optOut'])
})
