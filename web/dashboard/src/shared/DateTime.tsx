import { Tooltip } from '@mantine/core'
import { dash, type DateStyle, formatAgo, type Instant } from './format'
import { useFormat } from './useFormat'
import { useNow } from './useNow'

interface DateTimeProps {
  at: Instant | null | undefined
  /** `ago` says "2 minutes ago" for the last week; the others are absolute. */
  as?: DateStyle | 'ago'
}

const iso = (at: Instant): string | undefined => {
  const date = new Date(at)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** A moment in the workspace's time zone; to the millisecond, with its zone, one hover away. */
export function DateTime({ at, as = 'dateTime' }: DateTimeProps) {
  const format = useFormat()
  const now = useNow()
  if (at == null || at === '') return <span>{dash}</span>
  const shown = as === 'ago' ? (formatAgo(at, now) ?? format.date(at)) : format.date(at, as)
  return (
    <Tooltip label={format.date(at, 'exact')}>
      <time dateTime={iso(at)}>{shown}</time>
    </Tooltip>
  )
}
