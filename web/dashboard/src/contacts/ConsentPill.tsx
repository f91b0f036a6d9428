import { StatusPill } from '../shared'
import { type ConsentStatus, consentTone, consentWord } from './consent'

/** Whether somebody may be written to on a channel. */
export function ConsentPill({ status }: { status: ConsentStatus }) {
  return <StatusPill tone={consentTone(status)}>{consentWord(status)}</StatusPill>
}
