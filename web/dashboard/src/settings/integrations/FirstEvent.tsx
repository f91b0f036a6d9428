import { Anchor } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { useEventStream } from '../../events/useEventStream'
import { usePermission } from '../../session/SessionContext'
import { DateTime, StatusPill } from '../../shared'
import type { Source } from './catalogue'
import classes from './Integrations.module.css'

/** Waits for the first event of a source and shows the latest from then on, the moment it is there. */
export function FirstEvent({ source }: { source: Source }) {
  const mayRead = usePermission('history_read')
  const queryClient = useQueryClient()
  const query = { params: { query: { sourceId: source.id, limit: 1 } } }
  const events = $api.useQuery('get', '/api/events', query, { enabled: mayRead })
  useEventStream(
    mayRead,
    () => void queryClient.invalidateQueries({ queryKey: ['get', '/api/events', query] }),
  )
  const latest = events.data?.items[0]
  return (
    <div className={classes['first']} role="status">
      {latest ? (
        <>
          <StatusPill tone="good">Received</StatusPill>
          <span>
            <code>{latest.name}</code>
            {latest.contact && ` of ${latest.contact.name}`}, <DateTime at={latest.receivedAt} as="ago" />
          </span>
          <Anchor
            fz="inherit"
            renderRoot={(props) => (
              <Link to="/automation/event-history" search={{ source: source.id }} {...props} />
            )}
          >
            All its events
          </Anchor>
        </>
      ) : (
        <>
          <StatusPill tone="busy">Waiting for the first event…</StatusPill>
          <span>It appears here by itself.</span>
        </>
      )}
    </div>
  )
}
