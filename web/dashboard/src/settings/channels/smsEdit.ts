import type { components } from '../../api'

export type SmsView = components['schemas']['SmsChannelView']
export type SmsEdit = components['schemas']['SmsChannelEdit']

/** The form's fields: what a person types, empty where nothing is set. */
export interface SmsFields {
  provider: SmsView['provider']
  accountSid: string
  /** Write-only: empty keeps the stored one. */
  authToken: string
  from: string
  perSecond: number | string
  optOut: string
  whenInterrupted: SmsView['whenInterrupted']
}

export const smsFieldsOf = (view: SmsView): SmsFields => ({
  provider: view.provider,
  accountSid: view.twilio?.accountSid ?? '',
  authToken: '',
  from: view.twilio?.from ?? '',
  perSecond: view.twilio?.perSecond ?? '',
  optOut: view.optOut,
  whenInterrupted: view.whenInterrupted,
})

/** What is sent: the account too while the test inbox is on, so that turning it off and on loses nothing. */
export function smsEditOf(fields: SmsFields): SmsEdit {
  const { provider, accountSid, authToken, from, perSecond, optOut, whenInterrupted } = fields
  const named = accountSid.trim() !== ''
  return {
    provider,
    optOut: optOut.trim(),
    whenInterrupted,
    twilio:
      provider === 'twilio' || named
        ? {
            accountSid: accountSid.trim(),
            authToken: authToken.trim() === '' ? null : authToken.trim(),
            from: from.trim(),
            perSecond: perSecond === '' ? null : Number(perSecond),
          }
        : null,
  }
}

const inTwilio = ['accountSid', 'authToken', 'from', 'perSecond']

/** The path by which the server names a field. */
export const smsPathOf = (field: string): string => (inTwilio.includes(field) ? `twilio.${field}` : field)
