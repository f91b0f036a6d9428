import type { EventRow } from './arrivals'
import classes from './EventHistoryPage.module.css'

/** An event's name as flows and filters know it, and its status. */
export function EventName({ event }: { event: Pick<EventRow, 'name' | 'status'> }) {
  return (
    <span className={classes['name']}>
      {event.name}
      {event.status !== null && <span className={classes['status']}>{event.status}</span>}
    </span>
  )
}
