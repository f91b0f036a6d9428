import {
  IconActivity,
  IconApi,
  IconArrowsSplit2,
  IconBolt,
  IconBroadcast,
  IconChartHistogram,
  IconForms,
  IconGridDots,
  IconHistory,
  IconHome,
  IconInbox,
  IconPlugConnected,
  IconRoute,
  IconShieldLock,
  IconSend,
  IconShoppingBag,
  IconTargetArrow,
  IconTemplate,
  IconTicket,
  IconUsers,
} from '@tabler/icons-react'
import { linkOptions } from '@tanstack/react-router'

/** The pages of the left navigation, in its order. `group` is the heading they stand under. */
export const navigation = [
  { group: null, pages: [{ label: 'Home', icon: IconHome, link: linkOptions({ to: '/' }) }] },
  {
    group: 'Marketing',
    pages: [
      { label: 'Campaigns', icon: IconSend, link: linkOptions({ to: '/campaigns' }) },
      { label: 'Templates', icon: IconTemplate, link: linkOptions({ to: '/templates' }) },
    ],
  },
  {
    group: 'Automation',
    pages: [
      { label: 'Flows', icon: IconRoute, link: linkOptions({ to: '/automation/flows' }) },
      { label: 'Event history', icon: IconBolt, link: linkOptions({ to: '/automation/event-history' }) },
      { label: 'Orders', icon: IconShoppingBag, link: linkOptions({ to: '/automation/orders' }) },
    ],
  },
  {
    group: 'Audience',
    pages: [
      { label: 'Contacts', icon: IconUsers, link: linkOptions({ to: '/contacts' }) },
      { label: 'Audiences', icon: IconTargetArrow, link: linkOptions({ to: '/audiences' }) },
      { label: 'RFM', icon: IconGridDots, link: linkOptions({ to: '/rfm' }) },
      { label: 'Predictions', icon: IconChartHistogram, link: linkOptions({ to: '/predictions' }) },
      { label: 'Conflicts', icon: IconArrowsSplit2, link: linkOptions({ to: '/conflicts' }) },
    ],
  },
  {
    group: 'Loyalty',
    pages: [{ label: 'Discounts', icon: IconTicket, link: linkOptions({ to: '/loyalty/discounts' }) }],
  },
  {
    group: 'Settings',
    pages: [
      { label: 'API & tracking', icon: IconApi, link: linkOptions({ to: '/settings/api-tracking' }) },
      { label: 'Integrations', icon: IconPlugConnected, link: linkOptions({ to: '/settings/integrations' }) },
      { label: 'Channels', icon: IconBroadcast, link: linkOptions({ to: '/settings/channels' }) },
      { label: 'Contact fields', icon: IconForms, link: linkOptions({ to: '/settings/contact-fields' }) },
      { label: 'Replay', icon: IconHistory, link: linkOptions({ to: '/settings/replay' }) },
      { label: 'Privacy', icon: IconShieldLock, link: linkOptions({ to: '/settings/privacy' }) },
      { label: 'System', icon: IconActivity, link: linkOptions({ to: '/settings/system' }) },
    ],
  },
] as const

export const testInboxPage = {
  label: 'Test inbox',
  icon: IconInbox,
  link: linkOptions({ to: '/test-inbox' }),
} as const

/** A phone's bottom bar: the pages used in the store; everything else is behind More. */
export const bottomPages = [
  { label: 'Home', icon: IconHome, link: linkOptions({ to: '/' }), within: '/' },
  {
    label: 'Automation',
    icon: IconBolt,
    link: linkOptions({ to: '/automation/event-history' }),
    within: '/automation',
  },
  { label: 'Audience', icon: IconUsers, link: linkOptions({ to: '/contacts' }), within: '/contacts' },
] as const
