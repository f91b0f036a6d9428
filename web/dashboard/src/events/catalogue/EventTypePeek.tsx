import { Anchor, Skeleton, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { DateTime, ErrorState, Facts, Peek, useFormat } from '../../shared'
import { PropertyList } from './PropertyList'

interface EventTypePeekProps {
  name: string
  type: components['schemas']['EventType'] | undefined
  seen: components['schemas']['EventNameSeen'] | undefined
  onClose: () => void
}

/** Everything that is known of one kind of event. */
export function EventTypePeek({ name, type, seen, onClose }: EventTypePeekProps) {
  return (
    <Peek opened onClose={onClose} title={name}>
      <Stack gap={24}>
        <Text>
          {type?.sentence ??
            'A custom event: the sender chose its name. What it says was learnt as it arrived.'}
        </Text>
        {seen ? <Arrivals seen={seen} /> : <Text c="dimmed">No event of this name has arrived yet.</Text>}
        {type && <Parts type={type} />}
        <section>
          <Title order={3} size="h4" mb={4}>
            Properties
          </Title>
          <Properties name={name} />
        </section>
      </Stack>
    </Peek>
  )
}

function Arrivals({ seen }: { seen: NonNullable<EventTypePeekProps['seen']> }) {
  const format = useFormat()
  return (
    <Facts
      label="Arrivals"
      facts={[
        [
          'Arrived',
          <Anchor
            key="count"
            inherit
            renderRoot={(props) => (
              <Link to="/automation/event-history" search={{ name: seen.name }} {...props} />
            )}
          >
            {format.count(seen.count, 'event')}
          </Anchor>,
        ],
        ...seen.sources.map(
          ({ source, count, lastSeenAt }) =>
            [
              `From ${source.name}`,
              <span key={source.id}>
                {format.number(count)}, last <DateTime at={lastSeenAt} as="ago" />
              </span>,
            ] as const,
        ),
        ['First seen', <DateTime key="first" at={seen.firstSeenAt} as="exact" />],
        ['Last seen', <DateTime key="last" at={seen.lastSeenAt} as="exact" />],
        ['Warnings, 7 days', seen.recentWarnings === 0 ? null : <WarningLink key="w" seen={seen} />],
      ]}
    />
  )
}

function WarningLink({ seen }: { seen: NonNullable<EventTypePeekProps['seen']> }) {
  const format = useFormat()
  return (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link
          to="/automation/event-history"
          search={{ name: seen.name, warnings: 'yes' as const }}
          {...props}
        />
      )}
    >
      {format.count(seen.recentWarnings, 'warning')}
    </Anchor>
  )
}

const carried = { optional: 'may be there', required: 'needed' } as const

function Parts({ type }: { type: components['schemas']['EventType'] }) {
  return (
    <Facts
      label="What it comes with"
      facts={[
        ['Happens to', type.subject === 'product' ? 'a product' : 'a person'],
        ...(type.cart === 'never' ? [] : [['Cart', carried[type.cart]] as const]),
        ...(type.order === 'never' ? [] : [['Order', carried[type.order]] as const]),
        ...(type.statuses.length === 0 ? [] : [['Status', type.statuses.join(', ')] as const]),
      ]}
    />
  )
}

function Properties({ name }: { name: string }) {
  const properties = $api.useQuery('get', '/api/events/{name}/properties', { params: { path: { name } } })
  if (properties.error)
    return <ErrorState error={properties.error} onRetry={() => void properties.refetch()} />
  if (properties.data === undefined) return <Skeleton height={200} className="bk-shows-late" />
  return properties.data.length === 0 ? (
    <Text c="dimmed">It says nothing beside who, when and what happened.</Text>
  ) : (
    <PropertyList properties={properties.data} />
  )
}
