import type { components } from '../../api'

export type Rules = components['schemas']['SendingRulesView']
export type RulesEdit = components['schemas']['SendingRules']

const hoursOf = { hours: 1, days: 24 } as const

export type CapUnit = keyof typeof hoursOf
export const capUnits: readonly CapUnit[] = ['hours', 'days']

export type CapChannel = 'all' | 'email' | 'sms'
export const capChannels: readonly { value: CapChannel; label: string }[] = [
  { value: 'all', label: 'messages' },
  { value: 'email', label: 'e-mails' },
  { value: 'sms', label: 'text messages' },
]

export interface CapFields {
  messages: number | string
  amount: number | string
  unit: CapUnit
  /** On one channel alone; "all" for all together. */
  channel: CapChannel
}

/** The form's fields: what a person types. */
export interface RulesFields {
  quiet: boolean
  from: string
  until: string
  caps: CapFields[]
  whenHeld: Rules['whenHeld']
  mostHours: number | string
}

export const newCap: CapFields = { messages: 1, amount: 1, unit: 'days', channel: 'all' }

export const fieldsOf = (rules: Rules): RulesFields => ({
  quiet: rules.quietHours != null,
  from: rules.quietHours?.from.slice(0, 5) ?? '21:00',
  until: rules.quietHours?.until.slice(0, 5) ?? '09:00',
  caps: rules.caps.map(({ messages, hours, channel }) => ({
    messages,
    channel: channel ?? 'all',
    ...(hours % hoursOf.days === 0
      ? { amount: hours / hoursOf.days, unit: 'days' as const }
      : { amount: hours, unit: 'hours' as const }),
  })),
  whenHeld: rules.whenHeld,
  mostHours: rules.mostHours,
})

export const editOf = (fields: RulesFields): RulesEdit => ({
  quietHours: fields.quiet ? { from: `${fields.from}:00`, until: `${fields.until}:00` } : null,
  caps: fields.caps.map(({ messages, amount, unit, channel }) => ({
    messages: Number(messages),
    hours: Number(amount) * hoursOf[unit],
    ...(channel !== 'all' && { channel }),
  })),
  whenHeld: fields.whenHeld,
  mostHours: Number(fields.mostHours),
})

/** Whether there is anything that can hold a message back. */
export const holds = ({ quiet, caps }: RulesFields): boolean => quiet || caps.length > 0
