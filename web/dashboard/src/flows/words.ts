import {
  IconCalendarEvent,
  IconArrowsSplit2,
  IconBell,
  IconBroadcast,
  IconClock,
  IconClockHour4,
  IconDice3,
  IconFlag,
  IconMail,
  IconMessage,
  IconPlayerTrackNext,
  IconTag,
  IconTicket,
  IconWebhook,
} from '@tabler/icons-react'
import type { SendLimits, Tone } from '../shared'
import { durationWords, type Flow, type Step, type StepChoice } from './flow'

export const statusWords: Record<Flow['status'], { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'idle' },
  live: { word: 'Live', tone: 'good' },
  paused: { word: 'Paused', tone: 'paused' },
  archived: { word: 'Archived', tone: 'idle' },
}

/** The kinds of steps, in the order in which they are offered. */
export const stepKinds = [
  { type: 'send', label: 'Send an e-mail', icon: IconMail },
  { type: 'send_sms', label: 'Send a text message', icon: IconMessage },
  { type: 'wait', label: 'Wait', icon: IconClock },
  { type: 'wait_until', label: 'Wait until a time of day', icon: IconClockHour4 },
  { type: 'wait_until_date', label: 'Wait until a date of theirs', icon: IconCalendarEvent },
  { type: 'wait_for', label: 'Wait for something to happen', icon: IconBell },
  { type: 'split', label: 'Split by who they are', icon: IconArrowsSplit2 },
  { type: 'random_split', label: 'Split at random', icon: IconDice3 },
  { type: 'change', label: 'Change tags, lists or fields', icon: IconTag },
  { type: 'discount', label: 'Give a discount code', icon: IconTicket },
  { type: 'emit', label: 'Tell an event', icon: IconBroadcast },
  { type: 'webhook', label: 'Call another system', icon: IconWebhook },
  { type: 'call', label: 'Start another flow', icon: IconPlayerTrackNext },
  { type: 'end', label: 'End here', icon: IconFlag },
] as const

export const choiceOf = (step: Step): StepChoice =>
  step.type === 'send' && step.channel === 'sms' ? 'send_sms' : step.type

export const kindOf = (step: Step) => stepKinds.find((kind) => kind.type === choiceOf(step)) ?? stepKinds[0]

export const weekdays = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const

// What is not said is as the workspace says.
const limitsWords: Record<SendLimits, string> = {
  workspace: '',
  wait: ', waits in quiet hours',
  drop: ', not in quiet hours',
  ignore: ', at any hour',
}

const spoken = (name: string): string => name.replaceAll('_', ' ')

/** What a step does, in a line; names of what it refers to come from the workspace. */
export function stepWords(step: Step, nameOf: (id: string) => string | undefined): string {
  switch (step.type) {
    case 'send':
      return `${step.template == null ? 'No template chosen' : (nameOf(step.template) ?? 'A template')}${limitsWords[step.limits ?? 'workspace']}`
    case 'wait':
      return durationWords(step.for)
    case 'wait_until':
      return `${step.at.slice(0, 5)}${step.days?.length ? `, ${step.days.map((day) => day.slice(0, 3)).join(', ')}` : ''}`
    case 'wait_until_date':
      return dateWords(step)
    case 'wait_for':
      return `${spoken(step.on.event)}${step.on.status == null ? '' : ` “${spoken(step.on.status)}”`}, up to ${durationWords(step.within)}`
    case 'split':
      return step.ways.map(({ name }) => name).join(' · ')
    case 'random_split':
      return step.shares.map(({ name, percent }) => `${name} ${String(percent)} %`).join(' · ')
    case 'change':
      return changeWords(step, nameOf)
    case 'discount':
      return step.discount === '' ? 'No discount chosen' : (nameOf(step.discount) ?? 'A discount')
    case 'emit':
      return step.event === '' ? 'No event named' : spoken(step.event)
    case 'webhook':
      return step.url === '' ? 'No address given' : hostOf(step.url)
    case 'call':
      return step.flow === '' ? 'No flow chosen' : (nameOf(step.flow) ?? 'A flow')
    case 'end':
      return 'Whatever follows is left out'
  }
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url)

const dates = { field: '', last_order: 'last order', first_seen: 'first day here' } as const

function dateWords({ of, field, days, yearly, at }: Extract<Step, { type: 'wait_until_date' }>): string {
  const what = of === 'field' ? (field ?? 'a date') : dates[of]
  const count = Number(days ?? 0)
  const away =
    count === 0
      ? ''
      : `${durationWords({ amount: Math.abs(count), unit: 'days' })} ${count < 0 ? 'before' : 'after'} `
  return `${away}${what}${yearly ? ', each year' : ''}, ${at.slice(0, 5)}`
}

function changeWords(
  step: Extract<Step, { type: 'change' }>,
  nameOf: (id: string) => string | undefined,
): string {
  const names = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => nameOf(id) ?? id).join(', ')
  const parts = [
    step.addTags?.length && `tag ${step.addTags.join(', ')}`,
    step.removeTags?.length && `no longer ${step.removeTags.join(', ')}`,
    step.addLists?.length && `into ${names(step.addLists)}`,
    step.removeLists?.length && `out of ${names(step.removeLists)}`,
    step.setFields?.length &&
      step.setFields.map(({ field, value }) => `${field} = ${value ?? 'nothing'}`).join(', '),
  ].filter(Boolean)
  return parts.length === 0 ? 'Nothing yet' : parts.join('; ')
}
