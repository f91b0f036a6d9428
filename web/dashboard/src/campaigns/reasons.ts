import { inWords } from './words'

interface ReasonWords {
  /** In a table: "Not subscribed". */
  short: string
  /** What it means for the person and what can be done. */
  long: string
}

/** Every reason for which Beckon sends nothing, in words. */
const reasons: Readonly<Record<string, ReasonWords>> = {
  backfill: {
    short: 'Loaded as history',
    long: 'The abandonment was loaded as history. History never starts a message.',
  },
  too_old: {
    short: 'Too long ago',
    long: 'It had happened too long before Beckon heard of it.',
  },
  cart_not_abandoned: {
    short: 'Cart no longer abandoned',
    long: 'The cart had been bought when the news of its abandonment came.',
  },
  no_address: {
    short: 'No e-mail address',
    long: 'The contact has no e-mail address.',
  },
  not_subscribed: {
    short: 'Not subscribed',
    long: 'The contact never agreed to receive e-mail.',
  },
  unsubscribed: {
    short: 'Unsubscribed',
    long: 'The contact has unsubscribed from e-mail.',
  },
  opt_in_pending: {
    short: 'Opt-in not confirmed',
    long: 'The contact has not confirmed the subscription yet.',
  },
  suppressed: {
    short: 'Address suppressed',
    long: 'Mail to this address bounced for good, or its owner complained.',
  },
  bought: {
    short: 'Bought in the meantime',
    long: 'The cart was bought, or another order placed, before the message went out.',
  },
  paused: {
    short: 'Campaign paused',
    long: 'The campaign was paused while the message waited.',
  },
}

/** A reason in words; one this dashboard does not know yet is shown as it is named. */
export const reasonWords = (reason: string): ReasonWords =>
  reasons[reason] ?? { short: inWords(reason), long: `${inWords(reason)}.` }
