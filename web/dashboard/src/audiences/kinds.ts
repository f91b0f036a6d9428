import {
  IconBolt,
  IconCards,
  IconChartHistogram,
  IconDice3,
  IconForms,
  IconGridDots,
  IconList,
  IconMessageCheck,
  IconPackage,
  IconShoppingBag,
  IconTag,
  IconTargetArrow,
  IconUser,
  IconUserCheck,
} from '@tabler/icons-react'
import type { Condition } from './filter'

/** What can be asked of people, in the order in which it is offered. */
export const kinds = [
  {
    type: 'event',
    label: 'What they did, or did not',
    icon: IconBolt,
    make: (): Condition => ({ type: 'event', event: '', time: { op: 'in_last', amount: 30, unit: 'days' } }),
  },
  {
    type: 'orders',
    label: 'Their orders',
    icon: IconShoppingBag,
    make: (): Condition => ({ type: 'orders', measure: 'count', is: { op: 'at_least', value: 1 } }),
  },
  {
    type: 'abandoned_item',
    label: 'What they left in a cart',
    icon: IconPackage,
    make: (): Condition => ({ type: 'abandoned_item', stock: 'back_in_stock' }),
  },
  {
    type: 'consent',
    label: 'Consent',
    icon: IconMessageCheck,
    make: (): Condition => ({ type: 'consent', channel: 'sms', status: 'subscribed' }),
  },
  {
    type: 'reachable',
    label: 'Can be reached',
    icon: IconUserCheck,
    make: (): Condition => ({ type: 'reachable', channel: 'email' }),
  },
  {
    type: 'profile',
    label: 'Profile',
    icon: IconUser,
    make: (): Condition => ({ type: 'profile', attribute: 'email', is: { op: 'is_set' } }),
  },
  {
    type: 'field',
    label: 'Custom field',
    icon: IconForms,
    make: (): Condition => ({ type: 'field', field: '', is: { op: 'is_set' } }),
  },
  {
    type: 'rfm',
    label: 'RFM segment or score',
    icon: IconGridDots,
    make: (): Condition => ({ type: 'rfm', segments: [] }),
  },
  {
    type: 'prediction',
    label: 'Prediction',
    icon: IconChartHistogram,
    make: (): Condition => ({
      type: 'prediction',
      measure: 'next_order',
      time: { op: 'in_next', amount: 14, unit: 'days' },
    }),
  },
  {
    type: 'loyalty',
    label: 'Loyalty programme',
    icon: IconCards,
    make: (): Condition => ({ type: 'loyalty' }),
  },
  { type: 'list', label: 'List', icon: IconList, make: (): Condition => ({ type: 'list', list: '' }) },
  { type: 'tag', label: 'Tag', icon: IconTag, make: (): Condition => ({ type: 'tag', tag: '' }) },
  {
    type: 'audience',
    label: 'Another audience',
    icon: IconTargetArrow,
    make: (): Condition => ({ type: 'audience', audience: '' }),
  },
  {
    type: 'random',
    label: 'At random',
    icon: IconDice3,
    make: (): Condition => ({ type: 'random', percent: 50, draw: '' }),
  },
] as const

export const kindOf = (type: Condition['type']) => kinds.find((kind) => kind.type === type)
