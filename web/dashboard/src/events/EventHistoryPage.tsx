import { Button } from '@mantine/core'
import { IconArrowUp, IconBolt } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useWorkspace } from '../session/SessionContext'
import { type Column, DataList, DateTime, EmptyState, Page, useFormat } from '../shared'
import type { EventRow } from './arrivals'
import { EventFilters } from './EventFilters'
import classes from './EventHistoryPage.module.css'
import { EventName } from './EventName'
import { EventPeek } from './EventPeek'
import { EventTabs } from './EventTabs'
import { isFiltered, queryOf } from './filters'
import { LiveSwitch } from './LiveSwitch'
import { useHeld } from './useHeld'
import { useLiveEvents } from './useLiveEvents'

const route = getRouteApi('/shell/automation/event-history')

const columns: Column<EventRow>[] = [
  { id: 'name', header: 'Event', cell: (event) => <EventName event={event} /> },
  { id: 'contact', header: 'Contact', cell: (event) => event.contact?.name ?? '–' },
  { id: 'source', header: 'Source', cell: (event) => event.source.name },
  { id: 'occurred', header: 'Occurred', cell: (event) => <DateTime at={event.occurredAt} />, onPhone: false },
  {
    id: 'received',
    header: 'Received',
    cell: (event) => <DateTime at={event.receivedAt} as="ago" />,
    width: 160,
  },
]

/** Everything that came in, as it comes in. */
export function EventHistoryPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { timeZone } = useWorkspace()
  const [live, setLive] = useState(true)
  const box = useRef<HTMLDivElement>(null)
  const { rows, line } = useLiveEvents(queryOf(search, timeZone), live)
  const { shown, waiting, show } = useHeld(rows.items, box)
  const peek = (id: string | undefined) => void navigate({ search: (old) => ({ ...old, peek: id }) })
  return (
    <Page
      title="Event history"
      about="Everything that came in, as it comes in: what shoppers did, what happened to orders and messages."
      actions={<LiveSwitch live={live} line={line} onChange={setLive} />}
    >
      <EventTabs shown="history" />
      <EventFilters rows={rows.items} />
      <div ref={box}>
        <Waiting count={waiting} onShow={show} />
        <DataList
          label="Events"
          noun={['event']}
          rows={{ ...rows, items: shown }}
          rowKey={(event) => event.id}
          columns={columns}
          onOpen={(event) => peek(event.id)}
          selected={search.peek}
          empty={isFiltered(search) ? <NoMatch /> : <NothingYet />}
        />
      </div>
      {search.peek && <EventPeek key={search.peek} id={search.peek} onClose={() => peek(undefined)} />}
    </Page>
  )
}

function Waiting({ count, onShow }: { count: number; onShow: () => void }) {
  const format = useFormat()
  return (
    <div className={classes['waiting']} role="status">
      {count > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          radius="xl"
          leftSection={<IconArrowUp size={14} />}
          onClick={onShow}
        >
          {format.count(count, 'new event')}
        </Button>
      )}
    </div>
  )
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
      Events appear here the moment a connected platform sends them.
    </EmptyState>
  )
}

function NoMatch() {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title="No event fits these filters"
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          Clear the filters
        </Button>
      }
    >
      New ones that fit appear here by themselves.
    </EmptyState>
  )
}
