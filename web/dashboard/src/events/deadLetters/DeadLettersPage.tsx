import { Button, Select } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import {
  byCursor,
  type Column,
  DataList,
  DateTime,
  EmptyState,
  Page,
  pagedRows,
  useFormat,
} from '../../shared'
import { EventTabs } from '../EventTabs'
import classes from '../EventHistoryPage.module.css'
import { DeadLetterPeek } from './DeadLetterPeek'
import { ReplayAll } from './ReplayAll'
import { useDeadLetterSummary } from './useDeadLetterSummary'

type Row = components['schemas']['DeadLetterRow']

const route = getRouteApi('/shell/automation/event-history/dead-letters')

const columns: Column<Row>[] = [
  { id: 'name', header: 'Event', cell: (letter) => letter.name || 'Event without a name' },
  { id: 'reason', header: 'Why', cell: (letter) => letter.reason },
  { id: 'source', header: 'Source', cell: (letter) => letter.source.name, width: 140 },
  { id: 'attempts', header: 'Failed', cell: (letter) => times(letter.attempts), width: 90, onPhone: false },
  {
    id: 'received',
    header: 'Received',
    cell: (letter) => <DateTime at={letter.receivedAt} as="ago" />,
    width: 140,
  },
]

const times = (count: number): string => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`)

/** Events that could not be processed: look at them, mend them, put them back. */
export function DeadLettersPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = usePermission('settings_write')
  const { reason, name } = search
  const query = { ...(reason !== undefined && { reason }), ...(name !== undefined && { name }) }
  const list = $api.useInfiniteQuery('get', '/api/dead-letters', { params: { query } }, byCursor)
  const peek = (id: string | undefined) =>
    void navigate({
      search: (old) => ({ ...old, peek: id }),
      replace: id === undefined,
    })
  return (
    <Page
      title="Event history"
      about="Events that Beckon understood but could not process. Nothing of them is lost: mend what is wrong and put them back."
      actions={mayChange && <ReplayAll filter={query} />}
    >
      <EventTabs shown="deadLetters" />
      <Filters />
      <DataList
        label="Events that could not be processed"
        noun={['event']}
        rows={pagedRows(list)}
        rowKey={(letter) => letter.id}
        columns={columns}
        onOpen={(letter) => peek(letter.id)}
        selected={search.peek}
        empty={reason === undefined && name === undefined ? <AllProcessed /> : <NoMatch />}
      />
      {search.peek && <DeadLetterPeek key={search.peek} id={search.peek} onClose={() => peek(undefined)} />}
    </Page>
  )
}

function Filters() {
  const { reason, name } = route.useSearch()
  const navigate = route.useNavigate()
  const format = useFormat()
  const summary = useDeadLetterSummary().data
  if (summary === undefined || (summary.count === 0 && reason === undefined && name === undefined))
    return null
  const counted = (label: string, count: number) => ({
    value: label,
    label: `${label} (${format.number(count)})`,
  })
  const choose = (filter: { reason?: string | undefined; name?: string | undefined }) =>
    void navigate({ search: filter, replace: true })
  return (
    <div className={classes['filters']}>
      <Select
        aria-label="Why it could not be processed"
        placeholder="Every reason"
        clearable
        data={summary.reasons.map((each) => counted(each.reason, each.count))}
        value={reason ?? null}
        onChange={(value) => choose({ reason: value ?? undefined, name })}
        maxDropdownHeight={360}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
      />
      <Select
        aria-label="Name of the event"
        placeholder="Every event"
        clearable
        data={summary.names.filter((each) => each.name !== '').map((each) => counted(each.name, each.count))}
        value={name ?? null}
        onChange={(value) => choose({ reason, name: value ?? undefined })}
      />
    </div>
  )
}

function AllProcessed() {
  return (
    <EmptyState
      title="Everything was processed"
      icon={<IconCircleCheck size={20} />}
      action={
        <Button variant="default" renderRoot={(props) => <Link to="/automation/event-history" {...props} />}>
          See what came in
        </Button>
      }
    >
      An event that Beckon cannot process is set aside here with its reason, and stops no other.
    </EmptyState>
  )
}

function NoMatch() {
  const navigate = route.useNavigate()
  return (
    <EmptyState
      title="Nothing is set aside for this reason any more"
      action={
        <Button variant="default" onClick={() => void navigate({ search: {} })}>
          Clear the filters
        </Button>
      }
    />
  )
}
