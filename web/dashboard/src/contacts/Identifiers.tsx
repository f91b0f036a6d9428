import type { components } from '../api'
import { CopyAction, DateTime, Facts } from '../shared'
import { identifierName } from './identifierNames'
import { Part } from './Part'

type Contact = components['schemas']['ContactDetail']

/** All that a contact is known by: whatever comes in under one of these is theirs. */
export function Identifiers({ contact }: { contact: Contact }) {
  return (
    <Part title="Known by">
      <Facts
        label="Identifiers"
        facts={[
          ...contact.identifiers.map(
            (one) => [identifierName(one), <Value key="value" of={one.value} />] as const,
          ),
          ['Contact id', <Value key="value" of={contact.id} />] as const,
          ['First seen', <DateTime key="at" at={contact.createdAt} />] as const,
          ['Last seen', <DateTime key="at" at={contact.lastSeenAt} />] as const,
        ]}
      />
    </Part>
  )
}

function Value({ of }: { of: string }) {
  return (
    <span style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
      {of}
      <CopyAction value={of} label={of} />
    </span>
  )
}
