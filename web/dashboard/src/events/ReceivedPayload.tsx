import { Anchor, Text, Title } from '@mantine/core'
import type { components } from '../api'
import { CopyAction, DateTime, Facts, useFormat } from '../shared'
import classes from './ReceivedPayload.module.css'

interface ReceivedPayloadProps {
  received: components['schemas']['ReceivedPayload'] | null
  eventId: string
}

/** The request that an event came in, as it was received. */
export function ReceivedPayload({ received, eventId }: ReceivedPayloadProps) {
  return (
    <section>
      <Title order={3} size="h4" mb={4}>
        As it was received
      </Title>
      {received === null ? (
        <Text c="dimmed">
          No request is kept: the event came in by none, or what was received is kept for fewer days.
        </Text>
      ) : (
        <Request received={received} eventId={eventId} />
      )}
    </section>
  )
}

function Request({
  received,
  eventId,
}: {
  received: NonNullable<ReceivedPayloadProps['received']>
  eventId: string
}) {
  const format = useFormat()
  const download = `/api/events/${encodeURIComponent(eventId)}/payload`
  return (
    <>
      <Facts
        label="Request"
        facts={[
          ['Received', <DateTime key="at" at={received.receivedAt} as="exact" />],
          ['Content type', received.contentType],
          ...(received.idempotencyKey === null
            ? []
            : [['Idempotency key', <code key="key">{received.idempotencyKey}</code>] as const]),
          ...(received.call === null
            ? []
            : [['Beside the body', <code key="call">{received.call}</code>] as const]),
          [
            'Size',
            <span key="size">
              {format.count(received.size, 'byte')} ·{' '}
              <Anchor inherit href={download} download>
                Download
              </Anchor>
            </span>,
          ],
        ]}
      />
      <div className={classes['box']}>
        <div className={classes['copy']}>
          <CopyAction value={received.body} label="request" />
        </div>
        {/* Scrolls, so the keyboard must be able to reach it. */}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <pre className={classes['text']} tabIndex={0} aria-label="Body of the request">
          {received.body}
          {received.cut && '…'}
        </pre>
      </div>
    </>
  )
}
