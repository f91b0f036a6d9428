import { Button } from '@mantine/core'
import { useState } from 'react'
import type { components } from '../api'
import { usePermission } from '../session/SessionContext'
import { DateTime } from '../shared'
import { type Channel, channelWord, consentWord, teller } from './consent'
import { ConsentDialog } from './ConsentDialog'
import { ConsentPill } from './ConsentPill'
import classes from './ContactPage.module.css'
import { Part } from './Part'

type Contact = components['schemas']['ContactDetail']
type Consent = Contact['consents'][number]

/** Where a contact stands on each channel, how it came to that, and what stops messages whatever they said. */
export function ConsentSection({ contact }: { contact: Contact }) {
  const mayChange = usePermission('contacts_write')
  const [changing, setChanging] = useState<Channel>()
  const consent = contact.consents.find(({ channel }) => channel === changing)
  return (
    <Part title="Consent">
      {contact.consents.map((one) => (
        <ChannelConsent
          key={one.channel}
          consent={one}
          log={contact.consentLog.filter(({ channel }) => channel === one.channel)}
          onChange={mayChange ? () => setChanging(one.channel) : undefined}
        />
      ))}
      {contact.suppressions.map((one) => (
        <p key={`${one.channel} ${one.address}`} className={classes['suppressed']}>
          {one.reason === 'bounced'
            ? `Mail to ${one.address} came back for good`
            : `The owner of ${one.address} reported a message as spam`}{' '}
          on <DateTime at={one.at} />. Nothing is sent there, whatever the consent.
        </p>
      ))}
      {consent && (
        <ConsentDialog contact={contact} consent={consent} onClose={() => setChanging(undefined)} />
      )}
    </Part>
  )
}

interface ChannelConsentProps {
  consent: Consent
  log: Contact['consentLog']
  onChange: (() => void) | undefined
}

function ChannelConsent({ consent, log, onChange }: ChannelConsentProps) {
  const name = channelWord(consent.channel)
  return (
    <div className={classes['consent']}>
      <div className={classes['consentHead']}>
        {name}
        <ConsentPill status={consent.status} />
        {onChange && (
          <Button
            variant="default"
            size="compact-xs"
            onClick={onChange}
            aria-label={`Change ${name} consent`}
          >
            Change
          </Button>
        )}
      </div>
      <p className={classes['why']}>
        {consent.sentence}
        {consent.changedAt !== null && (
          <>
            {' '}
            Since <DateTime at={consent.changedAt} />.
          </>
        )}
      </p>
      {log.length > 0 && <History log={log} />}
    </div>
  )
}

function History({ log }: { log: Contact['consentLog'] }) {
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button variant="subtle" color="gray" size="compact-xs" ml={-8} mt={4} onClick={() => setOpen(true)}>
        History ({log.length})
      </Button>
    )
  return (
    <ul className={classes['log']}>
      {log.map((entry) => (
        <li key={entry.at}>
          <DateTime at={entry.at} /> · {consentWord(entry.status)} {teller(entry.source)}
          {entry.wording !== null && `: “${entry.wording}”`}
          {entry.ip !== null && ` · from ${entry.ip}`}
        </li>
      ))}
    </ul>
  )
}
