import { Progress } from '@mantine/core'
import { IconUserX } from '@tabler/icons-react'
import { $api } from '../api'
import { byCursor, CardList, DateTime, EmptyState, pagedRows, StatusPill, useFormat } from '../shared'
import { type Erasure, isGoing, reasonWords, rowsOf, stages } from './erasures'
import classes from './Privacy.module.css'

/** All erasures, latest first, each with how far it is. They name nobody. */
export function ErasureList() {
  const list = $api.useInfiniteQuery(
    'get',
    '/api/privacy/erasures',
    { params: { query: {} } },
    {
      ...byCursor,
      refetchInterval: (query) =>
        query.state.data?.pages.some((page) => page.items.some(isGoing)) === true ? 1_000 : false,
    },
  )
  const rows = pagedRows(list)
  return (
    <CardList
      label="Erasures"
      rows={rows}
      rowKey={(erasure) => erasure.id}
      list={classes['list']}
      item={classes['item']}
      empty={
        <EmptyState title="Nobody was erased yet" icon={<IconUserX size={20} />}>
          When somebody asks to be forgotten, open their contact and choose Erase this person.
        </EmptyState>
      }
    >
      {(erasure) => <Item erasure={erasure} />}
    </CardList>
  )
}

function Item({ erasure }: { erasure: Erasure }) {
  const format = useFormat()
  const { tone, word } = stages[erasure.status]
  return (
    <>
      <div className={classes['head']}>
        <StatusPill tone={tone}>{word}</StatusPill>
        <strong>{erasure.contactId === null ? 'Nobody was known by it' : 'A contact'}</strong>
        <code>{erasure.contactId ?? erasure.id}</code>
      </div>
      {isGoing(erasure) && erasure.total !== null && (
        <Progress value={(100 * erasure.done) / erasure.total} aria-label="Looked at" my={6} />
      )}
      <div className={classes['about']} role="status">
        {reasonWords(erasure.reason)} · asked <DateTime at={erasure.requestedAt} as="ago" /> by{' '}
        {erasure.by.replace(/^user:/, '')} · {format.count(rowsOf(erasure), 'row')} erased or emptied
        {erasure.finishedAt !== null && (
          <>
            {' '}
            · finished <DateTime at={erasure.finishedAt} as="dateTime" />
          </>
        )}
      </div>
      {erasure.problem !== null && <p className={classes['fault']}>{erasure.problem}</p>}
    </>
  )
}
