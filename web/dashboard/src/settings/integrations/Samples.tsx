import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { DateTime, ErrorState, Json } from '../../shared'
import classes from './Integrations.module.css'

/** What a source sent lately, as it was received. */
export function Samples({ sourceId }: { sourceId: string }) {
  const mayRead = usePermission('history_read')
  const [open, setOpen] = useState(false)
  if (!mayRead) return null
  return (
    <div>
      <Button variant="default" size="xs" onClick={() => setOpen(!open)} aria-expanded={open}>
        {open ? 'Hide what was received' : 'Show what was received'}
      </Button>
      {open && <Latest sourceId={sourceId} />}
    </div>
  )
}

function Latest({ sourceId }: { sourceId: string }) {
  const samples = $api.useQuery('get', '/api/sources/{id}/samples', { params: { path: { id: sourceId } } })
  if (samples.error != null)
    return <ErrorState error={samples.error} onRetry={() => void samples.refetch()} />
  if (samples.data === undefined) return null
  if (samples.data.items.length === 0)
    return (
      <Text fz={13} c="dimmed" mt={8}>
        {samples.data.areKept
          ? 'Nothing of the last days.'
          : 'This installation does not keep what it receives (BECKON_KEEP_RAW_DAYS is 0).'}
      </Text>
    )
  return (
    <ol className={classes['samples']} aria-label="The latest calls">
      {samples.data.items.map(({ request }) => (
        <li key={request.receivedAt}>
          <Text fz={13} c="dimmed" mb={4}>
            <DateTime at={request.receivedAt} as="dateTime" />
            {request.cut && ', the beginning'}
          </Text>
          <Json {...shown(request.body)} label="the call" />
        </li>
      ))}
    </ol>
  )
}

const shown = (body: string): { value: unknown; text: string } => {
  try {
    const value: unknown = JSON.parse(body)
    return { value, text: JSON.stringify(value, null, 2) }
  } catch {
    return { value: body, text: body }
  }
}
