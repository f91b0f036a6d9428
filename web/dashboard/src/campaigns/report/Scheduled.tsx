import { IconClock } from '@tabler/icons-react'
import { DateTime, useFormat } from '../../shared'
import classes from './Report.module.css'
import type { Report } from './ReportTab'

/** The carts whose time has not come yet, and when the first one's does. */
export function Scheduled({ report }: { report: Report }) {
  const format = useFormat()
  if (report.scheduled === 0) return null
  return (
    <p className={classes['scheduled']}>
      <IconClock size={18} aria-hidden />
      <span>
        {format.count(report.scheduled, 'abandoned cart')} {report.scheduled === 1 ? 'is' : 'are'} waiting for{' '}
        {report.scheduled === 1 ? 'its' : 'their'} e-mail. The next one goes out{' '}
        <DateTime at={report.nextAt} />, unless the cart is bought before.
      </span>
    </p>
  )
}
