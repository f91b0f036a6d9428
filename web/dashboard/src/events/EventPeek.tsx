import { Anchor, List, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { CopyAction, DateTime, ErrorState, Facts, Json, Peek, StatusPill } from '../shared'
import { derivedBy } from './derived'
import { EventName } from './EventName'
import { ReceivedPayload } from './ReceivedPayload'

type EventDetail = components['schemas']['EventDetail']

/** Everything that is kept of one event. */
export function EventPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const event = $api.useQuery('get', '/api/events/{id}', { params: { path: { id } } })
  return (
    <Peek opened onClose={onClose} title={event.data ? <EventName event={event.data} /> : 'Event'}>
      {event.data ? (
        <Detail event={event.data} />
      ) : event.error ? (
        <ErrorState error={event.error} onRetry={() => void event.refetch()} />
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Peek>
  )
}

function Detail({ event }: { event: EventDetail }) {
  return (
    <Stack gap={24}>
      {event.warnings.length > 0 && <Warnings of={event.warnings} />}
      <Facts
        label="Event"
        facts={[
          ['Occurred', <DateTime key="at" at={event.occurredAt} as="exact" />],
          ['Received', <DateTime key="at" at={event.receivedAt} as="exact" />],
          ['Source', <SourceName key="source" event={event} />],
          ['Contact', event.contact ? <ContactLinks key="contact" contact={event.contact} /> : null],
          ['Message id', <code key="id">{event.messageId}</code>],
        ]}
      />
      <section>
        <Title order={3} size="h4" mb={4}>
          Event parameters
        </Title>
        <Parameters of={event.parameters} />
      </section>
      <section>
        <Title order={3} size="h4" mb={8}>
          Raw JSON
        </Title>
        <Json value={event.properties} label="raw JSON" />
      </section>
      <ReceivedPayload received={event.received} eventId={event.id} />
    </Stack>
  )
}

/** Some events of a source are told by Beckon itself, of what the source did not say. */
function SourceName({ event }: { event: EventDetail }) {
  const derived = derivedBy(event.properties)
  return (
    <>
      {event.source.name}
      {derived !== undefined && (
        <Text span fz={13} c="dimmed">
          {' '}
          · derived by Beckon: {derived}
        </Text>
      )}
    </>
  )
}

function Warnings({ of }: { of: EventDetail['warnings'] }) {
  return (
    <Stack gap={6} align="flex-start" role="status">
      <StatusPill tone="warn">Does not fit the catalogue</StatusPill>
      <Text size="sm">It was taken, and works as far as it goes.</Text>
      <List size="sm">
        {of.map((warning) => (
          <List.Item key={warning.kind + (warning.property ?? '')}>{warning.sentence}</List.Item>
        ))}
      </List>
    </Stack>
  )
}

function ContactLinks({ contact }: { contact: NonNullable<EventDetail['contact']> }) {
  return (
    <>
      <Anchor
        inherit
        renderRoot={(props) => <Link to="/contacts/$id" params={{ id: contact.id }} {...props} />}
      >
        {contact.name}
      </Anchor>{' '}
      ·{' '}
      <Anchor
        inherit
        renderRoot={(props) => (
          <Link to="/automation/event-history" search={{ contact: contact.id }} {...props} />
        )}
      >
        all their events
      </Anchor>
    </>
  )
}

/** What a message that this event triggers can name, under the names that senders of orders know. */
function Parameters({ of }: { of: EventDetail['parameters'] }) {
  const named: [name: string, value: string | null | undefined][] = [
    ['eventKey', of.eventKey],
    ['orderId', of.orderId],
    ['contactId', of.contactId],
    ['EmailAddress', of.EmailAddress],
    ['SMS', of.SMS],
  ]
  return (
    <Facts
      label="Event parameters"
      facts={named.map(([name, value]) => [
        <code key={name}>{`\${${name}}`}</code>,
        value == null ? null : (
          <span key={name} style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
            <code>{value}</code>
            <CopyAction value={value} label={name} />
          </span>
        ),
      ])}
    />
  )
}
