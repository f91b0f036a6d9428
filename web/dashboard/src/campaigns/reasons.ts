import { inWords } from './words'

interface ReasonWords {
  /** In a table: "Not subscribed". */
  short: string
  /** What it means for the person and what can be done. */
  long: string
}

/** Every reason for which Beckon sends nothing or could not, in words. */
const reasons: Readonly<Record<string, ReasonWords>> = {
  backfill: {
    short: 'Loaded as history',
    long: 'The abandonment was loaded as history. History never starts a message.',
  },
  replay: {
    short: 'Replayed',
    long: 'The abandonment was taken in once more from what had been received. A replay never sends a message.',
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
  restarted: {
    short: 'Abandoned again',
    long: 'The cart was abandoned again while it waited for its e-mail. The later abandonment counts.',
  },
  does_not_fit: {
    short: 'Does not fit',
    long: 'They do not fit the filter of whom the flow lets in.',
  },
  already_in: {
    short: 'Already in it',
    long: 'They were in the flow already, and it lets nobody in twice at a time.',
  },
  already_been: {
    short: 'Has been in it',
    long: 'They have been in the flow, or were lately, and may not come in again yet.',
  },
  too_deep: {
    short: 'Too many in a row',
    long: 'Five flows had led to each other: the chain ends there.',
  },
  holdout: {
    short: 'Left out to compare',
    long: 'They are among those who are left out so that it can be seen what the flow brings about.',
  },
  left: {
    short: 'Taken out',
    long: 'Something happened that takes people out of the flow, or somebody took them out.',
  },
  cannot_go_on: {
    short: 'Could not go on',
    long: 'When its time came, Beckon could not go on with it. The others were not held up.',
  },
  paused: {
    short: 'Campaign paused',
    long: 'The campaign was paused while the message waited.',
  },
  quiet_hours: {
    short: 'Quiet hours',
    long: 'It would have gone out at an hour at which nobody is written to. Settings, Channels, says which.',
  },
  frequency_cap: {
    short: 'Frequency cap',
    long: 'They had had as many messages as anybody gets in such a time. Settings, Channels, says how many.',
  },
  cannot_compose: {
    short: 'Could not be written',
    long: 'The content could not be filled in for this contact. Mend the content and set the campaign live again.',
  },
  bad_address: {
    short: 'Address does not exist',
    long: 'The mail server says that the address does not exist. It gets no more mail.',
  },
  refused: {
    short: 'Refused by the mail server',
    long: 'The mail server refused the message for good; its answer says why.',
  },
  no_answer: {
    short: 'No answer from the mail server',
    long: 'The mail server did not say whether it took the message. It is not sent again unasked, so that nobody gets it twice.',
  },
  interrupted: {
    short: 'Interrupted',
    long: 'Beckon was stopped while handing the message over, so nobody knows whether it was sent.',
  },
  resent: {
    short: 'To be sent again',
    long: 'It was uncertain whether it had been sent, and somebody chose to send it again.',
  },
  deferred: {
    short: 'Put off by the mail server',
    long: 'The mail server asked to try again later.',
  },
  unreachable: {
    short: 'Mail server not there',
    long: 'The mail server could not be reached. The message waits and goes out when it is back.',
  },
  misconfigured: {
    short: 'Channel settings do not work',
    long: 'The mail server could not be used with the settings under Channels. Correct them; waiting messages then go out.',
  },
}

/** Whether a reason has words of its own. */
export const isKnownReason = (reason: string): boolean => reason in reasons

/** A reason in words; one this dashboard does not know yet is shown as it is named. */
export const reasonWords = (reason: string): ReasonWords =>
  reasons[reason] ?? { short: inWords(reason), long: `${inWords(reason)}.` }
