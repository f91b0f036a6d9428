import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import { reasonWords } from '../campaigns/reasons'
import { usePermission } from '../session/SessionContext'
import { Part } from '../contacts/Part'
import { DateTime } from '../shared'
import classes from './Flow.module.css'
import { RunStatus } from './runs/RunStatus'

const most = 6

/** The flows that a contact went through lately; each leads to why. */
export function ContactFlows({ contactId }: { contactId: string }) {
  const mayRead = usePermission('campaigns_read')
  const runs = $api.useQuery(
    'get',
    '/api/flow-runs',
    { params: { query: { contact: contactId, limit: most } } },
    { enabled: mayRead },
  )
  const items = runs.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Part title="Flows">
      <ul className={classes['mine']}>
        {items.map((run) => (
          <li key={run.id}>
            <Anchor
              fz="sm"
              fw={500}
              renderRoot={(props) => (
                <Link to="/automation/flow-runs" search={{ contact: contactId, peek: run.id }} {...props} />
              )}
            >
              {run.flowName}
            </Anchor>
            <RunStatus run={run} />
            <span className={classes['when']}>
              {run.reason !== null && `${reasonWords(run.reason).short} · `}
              <DateTime at={run.startedAt} as="ago" />
            </span>
          </li>
        ))}
      </ul>
    </Part>
  )
}
