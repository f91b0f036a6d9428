import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useRef } from 'react'
import type { components } from '../api'
import { DateTime, ErrorState, type Rows, useFormat } from '../shared'
import { useRowKeys } from '../shared/useRowKeys'
import classes from './TestInbox.module.css'

interface InboxListProps {
  rows: Rows<components['schemas']['TestInboxRow']>
  filtered: boolean
}

/** The messages, newest first, as a mail program lists them; j and k move. */
export function InboxList({ rows, filtered }: InboxListProps) {
  const box = useRef<HTMLDivElement>(null)
  const format = useFormat()
  useRowKeys(box)
  if (rows.items === undefined)
    return rows.error != null ? (
      <ErrorState error={rows.error} onRetry={rows.retry} />
    ) : (
      <Skeleton height={320} className="bk-shows-late" />
    )
  if (rows.items.length === 0)
    return (
      <p className={classes['pick']}>
        {filtered ? 'No message to such an address or number.' : 'No messages yet.'}
      </p>
    )
  return (
    <div ref={box}>
      <ul className={classes['list']} aria-label="Messages">
        {rows.items.map((row) => (
          <li key={row.id} data-row>
            <Link
              to="/test-inbox/$id"
              params={{ id: row.id }}
              search={(old) => old}
              className={classes['row']}
              data-unread={!row.read}
            >
              <span className={classes['top']}>
                <span className={classes['to']}>
                  {!row.read && (
                    <span className={classes['dot']}>
                      <span className="bk-only-read">Unread. </span>
                    </span>
                  )}
                  {row.to}
                </span>
                <span className={classes['at']}>
                  <DateTime at={row.receivedAt} as="ago" />
                </span>
              </span>
              <span className={classes['subject']}>
                {row.channel === 'sms' ? 'Text message' : row.subject}
              </span>
              <span className={classes['snippet']}>{row.snippet}</span>
            </Link>
          </li>
        ))}
      </ul>
      <div className={classes['foot']}>
        <span>
          {format.count(rows.items.length, 'message')}
          {rows.hasMore && ' shown, there are more'}
        </span>
        {rows.hasMore && (
          <Button variant="default" size="xs" onClick={rows.loadMore} loading={rows.loadingMore}>
            Load more
          </Button>
        )}
      </div>
    </div>
  )
}
