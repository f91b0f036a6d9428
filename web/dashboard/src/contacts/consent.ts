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
