import { Text } from '@mantine/core'
import { DateTime, StatusPill } from '../../shared'
import { useFormat } from '../../shared/useFormat'
import type { Source } from './catalogue'
import { isAiling } from './health'

/** What a source asked in the last 24 hours; loud only when much of it was refused. */
export function Health({ health }: { health: Source['health'] }) {
  const { count, share } = useFormat()
  if (health.requests === 0) return null
  return (
    <div>
      <Text fz={13} c="dimmed">
        Last 24 hours: {count(health.requests, 'request')} with {count(health.events, 'event')},{' '}
        {health.refused === 0
          ? 'none refused.'
          : `${share(health.refused / health.requests)} of the requests refused.`}
      </Text>
      {health.lastRefusedAt !== null && (
        <Text fz={13} component="div">
          {isAiling(health) && <StatusPill tone="warn">Much is refused</StatusPill>} Last refused{' '}
          <DateTime at={health.lastRefusedAt} as="ago" />: {health.lastRefusal}
        </Text>
      )}
    </div>
  )
}
