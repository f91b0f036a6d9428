import { Button, SegmentedControl } from '@mantine/core'
import { IconBolt, IconBook } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { type Column, DataList, DateTime, EmptyState, Page, StatusPill, useFormat } from '../../shared'
import { EventTabs } from '../EventTabs'
import { EventTypePeek } from './EventTypePeek'
import classes from './Catalogue.module.css'
import { type KnownEvent, knownEvents, shownEvents } from './knownEvents'

const route = getRouteApi('/shell/automation/event-history/catalogue')

const labels = { arriving: 'All that arrive', custom: 'Custom', catalogue: 'Catalogue' }

const columns: Column<KnownEvent>[] = [
  { id: 'name', header: 'Event', cell: (event) => event.name, width: 240 },
  { id: 'means', header: 'What it means', cell: (event) => <Meaning event={event} /> },
  { id: 'count', header: 'Arrived', cell: (event) => <Count event={event} />, align: 'right', width: 110 },
  { id: 'sources', header: 'From', cell: (event) => sourcesOf(event), width: 180 },
  { id: 'warnings', header: 'Warnings, 7 days', cell: (event) => <Warnings event={event} />, width: 150 },
  {
    id: 'last',
    header: 'Last',
    cell: (event) => <DateTime at={event.seen?.lastSeenAt} as="ago" />,
    width: 140,
    onPhone: false,
  },
]

const sourcesOf = ({ seen }: KnownEvent): string =>
  seen?.sources.map(({ source }) => source.name).join(', ') || '–'

/** Every event there is: what arrives, from where, what it says, and what Beckon knows of it. */
export function CataloguePage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const shown = search.show ?? 'arriving'
  const types = $api.useQuery('get', '/api/events/catalogue', undefined, { staleTime: Infinity })
  const names = $api.useQuery('get', '/api/events/names')
  const items = types.data && names.data && knownEvents(types.data, names.data, shown)
  const peek = (name: string | undefined) =>
    void navigate({ search: (old) => ({ ...old, peek: name }), replace: name === undefined })
  return (
    <Page title="Event history" about="The events that your shop’s systems send, and what each of them says.">
      <EventTabs shown="catalogue" />
      <SegmentedControl
        aria-label="Which events"
        mb="md"
        value={shown}
        onChange={(value) =>
          void navigate({ search: { show: shownEvents.find((each) => each === value) }, replace: true })
        }
        data={shownEvents.map((value) => ({ value, label: labels[value] }))}
      />
      <DataList
        label="Events"
        noun={['kind of event', 'kinds of events']}
        rows={{
          items,
          error: types.error ?? names.error,
          retry: () => {
            void types.refetch()
            void names.refetch()
          },
          hasMore: false,
          loadingMore: false,
          loadMore: () => undefined,
          stale: false,
        }}
        rowKey={(event) => event.name}
        columns={columns}
        onOpen={(event) => peek(event.name)}
        selected={search.peek}
        empty={shown === 'custom' ? <NoneCustom /> : <NothingYet />}
      />
      {search.peek !== undefined && items !== undefined && types.data !== undefined && (
        <EventTypePeek
          key={search.peek}
          name={search.peek}
          type={types.data.find(({ name }) => name === search.peek)}
          seen={names.data?.find(({ name }) => name === search.peek)}
          onClose={() => peek(undefined)}
        />
      )}
    </Page>
  )
}

function Meaning({ event }: { event: KnownEvent }) {
  return event.type ? (
    event.type.sentence
  ) : (
    <span className={classes['custom']}>A custom event: the sender chose its name.</span>
  )
}

function Count({ event }: { event: KnownEvent }) {
  const format = useFormat()
  return event.seen ? format.number(event.seen.count) : '–'
}

function Warnings({ event }: { event: KnownEvent }) {
  const format = useFormat()
  const count = event.seen?.recentWarnings ?? 0
  return count === 0 ? '–' : <StatusPill tone="warn">{format.count(count, 'warning')}</StatusPill>
}

function NothingYet() {
  return (
    <EmptyState
      title="Nothing has come in yet"
      icon={<IconBolt size={20} />}
      action={
        <Button renderRoot={(props) => <Link to="/settings/integrations" {...props} />}>
          Connect a platform
        </Button>
      }
    >
      Each kind of event appears here a second after the first of it arrives, with everything that it says.
    </EmptyState>
  )
}

function NoneCustom() {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title="Everything that arrives is in the catalogue"
      icon={<IconBook size={20} />}
      action={
        <Button variant="default" onClick={() => void navigate({ search: { show: 'catalogue' } })}>
          See the catalogue
        </Button>
      }
    >
      Your systems may send events under names of their own, too. What they say is learnt as they arrive.
    </EmptyState>
  )
}
