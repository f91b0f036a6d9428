import { Anchor, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ApiError } from '../api'
import { DateTime, ErrorState, useFormat } from '../shared'
import classes from './Audiences.module.css'
import type { Preview } from './usePreview'

/** How many fit, the filter in words, and some of those who do. */
export function PreviewPanel({ preview }: { preview: Preview }) {
  const format = useFormat()
  const { data, error } = preview
  const unfinished = error instanceof ApiError && error.status === 400
  if (data === undefined) {
    if (unfinished) return <p className={classes['hint']}>Finish the conditions to see who fits.</p>
    return error != null ? (
      <ErrorState error={error} onRetry={() => void preview.refetch()} />
    ) : (
      <Skeleton height={160} className="bk-shows-late" />
    )
  }
  const share = data.contacts === 0 ? 0 : data.members / data.contacts
  return (
    <section
      className={classes['counted']}
      data-stale={preview.isPlaceholderData || unfinished}
      aria-live="polite"
    >
      <div className={classes['count']}>{format.number(data.members)}</div>
      <div className={classes['hint']}>
        {data.members === 1 ? 'person fits' : 'people fit'}, {format.share(share)} of{' '}
        {format.count(data.contacts, 'contact')}
      </div>
      <p className={classes['sentence']}>{data.sentence}</p>
      {unfinished && (
        <p className={classes['fault']}>As it was before: finish the conditions that are marked.</p>
      )}
      {data.sample.length > 0 && (
        <ul className={classes['sample']} aria-label="Some of them">
          {data.sample.map(({ id, name, lastSeenAt }) => (
            <li key={id}>
              <Anchor
                className={classes['person'] ?? ''}
                fz="inherit"
                renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} {...props} />}
              >
                {name}
              </Anchor>
              <small>
                seen <DateTime at={lastSeenAt} as="ago" />
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
