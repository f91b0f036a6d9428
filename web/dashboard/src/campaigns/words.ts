import type { components } from '../api'
import type { Tone } from '../shared'

export type Campaign = components['schemas']['CampaignView']
export type CampaignStatus = Campaign['status']
export type StepId = components['schemas']['CampaignStep']

export const campaignStatuses = ['live', 'paused', 'draft'] as const
export const stepIds = ['channel', 'recipients', 'content', 'review'] as const
export const messageStatuses = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'failed',
  'uncertain',
  'skipped',
] as const
export type MessageStatus = (typeof messageStatuses)[number]

export const statusWords: Record<CampaignStatus, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'idle' },
  live: { word: 'Live', tone: 'good' },
  paused: { word: 'Paused', tone: 'paused' },
}

export const stepWords: Record<StepId, string> = {
  channel: 'Channel',
  recipients: 'Recipients',
  content: 'Content',
  review: 'Review',
}

const messageWords: Record<MessageStatus, { word: string; tone: Tone }> = {
  queued: { word: 'Queued', tone: 'busy' },
  sending: { word: 'Sending', tone: 'busy' },
  sent: { word: 'Sent', tone: 'good' },
  delivered: { word: 'Delivered', tone: 'good' },
  bounced: { word: 'Bounced', tone: 'bad' },
  failed: { word: 'Failed', tone: 'bad' },
  uncertain: { word: 'Uncertain', tone: 'warn' },
  skipped: { word: 'Not sent', tone: 'idle' },
}

export function messageStatus(status: string): { word: string; tone: Tone } {
  const known = messageStatuses.find((each) => each === status)
  return known ? messageWords[known] : { word: inWords(status), tone: 'idle' }
}

export const triggerWords: Record<components['schemas']['CartAbandonment'], string> = {
  none: 'Not connected',
  simple: 'Simple',
  dynamic: 'Dynamic',
}

/** `not_subscribed` → "Not subscribed". */
export function inWords(code: string): string {
  const text = code.replaceAll('_', ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
