import { Text } from '@mantine/core'
import { DateTime, StatusPill, useFormat } from '../../shared'
import classes from './Channels.module.css'
import type { ChannelView } from './channelEdit'

/** Says that messages wait for a server, since when, why and until when; nothing while it works. */
export function ChannelState({ health, server }: { health: ChannelView['health']; server: string }) {
  const format = useFormat()
  if (health.state === 'working') return null
  return (
    <div className={classes['state']} role="status">
      <StatusPill tone="warn">
        {health.state === 'waiting' ? `Waiting for the ${server}` : `Trying the ${server}`}
      </StatusPill>
      <Text>
        The {server} began to fail <DateTime at={health.since} as="ago" />.{' '}
        {health.queued === 0
          ? 'No message is waiting. '
          : `${format.count(health.queued, 'message')} ${health.queued === 1 ? 'waits' : 'wait'}; nothing is lost. `}
        {health.state === 'waiting' ? (
          <>
            Beckon tries again with one message at <DateTime at={health.nextTryAt} as="time" />.
          </>
        ) : (
          'One message goes first; if the server takes it, the others follow.'
        )}
      </Text>
      {health.error !== null && (
        <Text c="dimmed" className={classes['error']}>
          Latest answer: {health.error}
        </Text>
      )}
      <Text>
        Correct the settings below, or send a test when the server is back: if it is taken, the waiting
        messages go at once.
      </Text>
    </div>
  )
}
