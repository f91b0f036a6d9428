import { Tabs } from '@mantine/core'
import { IconArrowsSplit2 } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { byCursor, CardList, DateTime, EmptyState, Page, pagedRows, StatusPill } from '../../shared'
import { usePermission } from '../../session/SessionContext'
import { Decide } from './Decide'
import classes from './Identity.module.css'
import { PersonCard } from './PersonCard'
import { whyNotOne } from './whyNotOne'

type Conflict = components['schemas']['ConflictView']

const route = getRouteApi('/shell/conflicts')

/** Pairs of people of whom a person must say whether they are one. */
export function ConflictsPage() {
  const { tab } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <Page
      title="Conflicts"
      about="Two known people claimed the same event, and Beckon does not merge them by itself. The event went to the stronger identifier's contact: say whether they are one person."
    >
      <Tabs
        value={tab ?? 'open'}
        onChange={(value) => void navigate({ search: value === 'resolved' ? { tab: 'resolved' } : {} })}
        mb="md"
      >
        <Tabs.List>
          <Tabs.Tab value="open">To decide</Tabs.Tab>
          <Tabs.Tab value="resolved">Decided</Tabs.Tab>
        </Tabs.List>
      </Tabs>
      <Conflicts key={tab} status={tab ?? 'open'} />
    </Page>
  )
}

function Conflicts({ status }: { status: 'open' | 'resolved' }) {
  const list = $api.useInfiniteQuery(
    'get',
    '/api/identity-conflicts',
    { params: { query: { status, limit: 20 } } },
    { ...byCursor, refetchInterval: status === 'open' ? 5_000 : false },
  )
  const rows = pagedRows(list)
  return (
    <CardList
      label="Conflicts"
      rows={rows}
      rowKey={(conflict) => conflict.id}
      list={classes['list']}
      item={classes['item']}
      empty={
        <EmptyState
          title={status === 'open' ? 'Nothing to decide' : 'Nothing was decided yet'}
          icon={<IconArrowsSplit2 size={20} />}
        >
          When an event names two people whom the rules must not merge, such as two customers of one shop who
          use the same phone, they are listed here.
        </EmptyState>
      }
    >
      {(conflict) => <Item conflict={conflict} />}
    </CardList>
  )
}

function Item({ conflict }: { conflict: Conflict }) {
  const mayDecide = usePermission('contacts_write')
  const open = conflict.resolution === null
  return (
    <>
      <p className={classes['why']}>
        {conflict.eventName ?? 'An event'}, <DateTime at={conflict.at} as="dateTime" />. {whyNotOne(conflict)}
      </p>
      <div className={classes['pair']}>
        <PersonCard person={conflict.kept} heading="Has the event" />
        {conflict.other?.id !== conflict.kept?.id && (
          <PersonCard person={conflict.other} heading="Was named by it, too" />
        )}
      </div>
      {open && mayDecide && conflict.kept !== null && conflict.other !== null && (
        <Decide id={conflict.id} kept={conflict.kept} other={conflict.other} />
      )}
      {!open && (
        <div className={classes['decide']}>
          <StatusPill tone="idle">
            {conflict.resolution === 'merged' ? 'One person' : 'Two people'}
          </StatusPill>
          <span className={classes['about']}>
            {conflict.resolvedBy === null
              ? 'by a later event'
              : `by ${conflict.resolvedBy.replace(/^user:/, '')}`}
            , <DateTime at={conflict.resolvedAt} as="ago" />
          </span>
        </div>
      )}
    </>
  )
}
