import type { components } from '../api'
import type { Tone } from '../shared/StatusPill'

export type ConsentStatus = components['schemas']['ConsentStatus']
export type Channel = components['schemas']['Channel']

const words: Record<ConsentStatus, { word: string; tone: Tone }> = {
  subscribed: { word: 'Subscribed', tone: 'good' },
  unsubscribed: { word: 'Unsubscribed', tone: 'bad' },
  pending: { word: 'Not confirmed yet', tone: 'busy' },
  never: { word: 'Never asked', tone: 'idle' },
}

export const consentWord = (status: ConsentStatus): string => words[status].word

export const consentTone = (status: ConsentStatus): Tone => words[status].tone

const channels: Record<Channel, string> = { email: 'E-mail', sms: 'SMS', push: 'Push' }

export const channelWord = (channel: Channel): string => channels[channel]

/** Who said it, from the log's `user:ada@example.com`. */
export function teller(source: string): string {
  const [kind = '', name = ''] = source.split(/:(.*)/)
  switch (kind) {
    case 'user':
      return `by ${name}`
    case 'key':
      return `by the API key ${name}`
    case 'page':
      return 'on the unsubscribe page'
    case 'one_click':
      return 'with the unsubscribe button of their mail program'
    case 'import':
      return `by the import of ${name}`
    case 'operator':
      return 'by an operator'
    default:
      return `by ${source}`
  }
}
