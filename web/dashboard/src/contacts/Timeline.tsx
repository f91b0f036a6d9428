import { Button, Skeleton, UnstyledButton } from '@mantine/core'
import { useIntersection } from '@mantine/hooks'
import {
  IconBolt,
  IconMail,
  IconMailOff,
  IconMailOpened,
  IconReceipt,
  IconShoppingCart,
} from '@tabler/icons-react'
import { useEffect } from 'react'
import { $api } from '../api'
import { byCursor, DateTime, ErrorState, pagedRows, type Rows, useFormat } from '../shared'
import { Part } from './Part'
import classes from './Timeline.module.css'
import { byDay, type Sign, signOf, targetOf, type TimelineItem } from './timelineDays'

interface TimelineProps {
  contactId: string
  onOpen: (id: string) => void
}

/** What a contact did and what was sent to them, latest first, as far back as anybody scrolls. */
export function Timeline({ contactId, onOpen }: TimelineProps) {
  const format = useFormat()
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/contacts/{id}/timeline',
      { params: { path: { id: contactId }, query: { limit: 30 } } },
      byCursor,
    ),
  )
  return (
    <Part title="Timeline">
      {rows.error != null && <ErrorState error={rows.error} onRetry={rows.retry} />}
      {rows.items === undefined && rows.error == null && <Skeleton height={240} className="bk-shows-late" />}
      {rows.items?.length === 0 && <p className={classes['none']}>Nothing has happened with them yet.</p>}
      {byDay(rows.items ?? [], (at) => format.date(at, 'date')).map(({ day, items }) => (
        <section key={day} aria-label={day}>
          <h3 className={classes['day']}>{day}</h3>
          <ol className={classes['items']}>
            {items.map((item) => (
              <Line key={item.id} item={item} onOpen={onOpen} />
            ))}
          </ol>
        </section>
      ))}
      <More rows={rows} />
    </Part>
  )
}

const icons: Record<Sign, typeof IconBolt> = {
  message: IconMail,
  unsent: IconMailOff,
  opened: IconMailOpened,
  cart: IconShoppingCart,
  order: IconReceipt,
  other: IconBolt,
}

function Line({ item, onOpen }: { item: TimelineItem; onOpen: (id: string) => void }) {
  const sign = signOf(item)
  const Icon = icons[sign]
  return (
    <li>
      <UnstyledButton className={classes['line'] ?? ''} onClick={() => onOpen(targetOf(item))}>
        <span className={classes['sign']} data-sign={sign} aria-hidden>
          <Icon size={16} stroke={1.75} />
        </span>
        <span className={classes['sentence']}>
          {item.sentence}
          {item.kind === 'message' && <span className={classes['why']}>Why?</span>}
        </span>
        <span className={classes['time']}>
          <DateTime at={item.at} as="time" />
        </span>
      </UnstyledButton>
    </li>
  )
}

/** Brings the next lines when the end comes near; the button is for those who do not scroll. */
function More({ rows }: { rows: Rows<TimelineItem> }) {
  const { ref, entry } = useIntersection({ rootMargin: '400px' })
  const near = entry?.isIntersecting ?? false
  const { hasMore, loadingMore, loadMore } = rows
  useEffect(() => {
    if (near && hasMore && !loadingMore) loadMore()
    // eslint-disable-next-line react-hooks/exhaustive-deps -- loadMore is made anew with each answer
  }, [near, hasMore, loadingMore])
  if (!hasMore) return null
  return (
    <div ref={ref} className={classes['more']}>
      <Button variant="default" size="xs" onClick={loadMore} loading={loadingMore}>
        Earlier
      </Button>
    </div>
  )
}
