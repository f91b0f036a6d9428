import { IconArrowDownRight, IconArrowRight, IconArrowUpRight } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Definition } from './Definition'
import { changeShare } from './format'
import classes from './StatTile.module.css'
import { useFormat } from './useFormat'

interface StatTileProps {
  label: string
  /** Formatted, with its unit: use Money, or useFormat().count. A dash when there is nothing to measure. */
  value: ReactNode
  definition: ReactNode
  /** The bare numbers of this period and the one before, for the change between them. */
  compare?: { now: number | null; before: number | null; period: string } | undefined
  /** Whether more is better, worse, or neither. */
  wanted?: 'more' | 'less' | 'either'
  /** A link to the rows behind the number. */
  link?: ReactNode
}

/** One number of a report: what it is, how much, how it moved, and the way to the rows behind it. */
export function StatTile({ label, value, definition, compare, wanted = 'more', link }: StatTileProps) {
  return (
    <div className={`bk-card ${classes['tile'] ?? ''}`}>
      <div className={classes['label']}>
        <Definition text={definition}>{label}</Definition>
      </div>
      <div className={classes['value']}>{value}</div>
      <div className={classes['foot']}>
        {compare && <Change {...compare} wanted={wanted} />}
        {link}
      </div>
    </div>
  )
}

type ChangeProps = NonNullable<StatTileProps['compare']> & { wanted: 'more' | 'less' | 'either' }

function Change({ now, before, period, wanted }: ChangeProps) {
  const format = useFormat()
  const change = changeShare(now, before)
  if (change === null) return <span>Nothing before to compare with</span>
  const Icon = change > 0 ? IconArrowUpRight : change < 0 ? IconArrowDownRight : IconArrowRight
  const better =
    wanted === 'either' || change === 0 ? 'even' : change > 0 === (wanted === 'more') ? 'good' : 'bad'
  return (
    <span className={classes['compare']}>
      <span className={classes['change']} data-better={better}>
        <Icon size={14} aria-hidden />
        <span className="bk-only-read">{change > 0 ? 'up' : change < 0 ? 'down' : 'unchanged'}</span>
        {format.share(Math.abs(change))}
      </span>
      {period}
    </span>
  )
}
