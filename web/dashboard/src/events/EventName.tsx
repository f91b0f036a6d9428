import { IconAlertTriangle } from '@tabler/icons-react'
import type { EventRow } from './arrivals'
import classes from './EventHistoryPage.module.css'

/** An event's name as flows and filters know it, and its status. */
export function EventName({ event }: { event: Pick<EventRow, 'name' | 'status'> & Partial<EventRow> }) {
  const warned = (event.warningCount ?? 0) > 0
  return (
    <span className={classes['name']}>
      {event.name}
      {event.status !== null && <span className={classes['status']}>{event.status}</span>}
      {warned && (
        <span className={classes['warned']} title="It does not fit the catalogue">
          <IconAlertTriangle size={14} aria-label="With warnings" />
        </span>
      )}
    </span>
  )
}
