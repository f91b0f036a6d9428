import { Skeleton } from '@mantine/core'
import { $api } from '../../api'
import { ErrorState } from '../../shared'
import { ChannelState } from './ChannelState'
import classes from './Channels.module.css'
import { SmsTest } from './ChannelTest'
import { SmsForm } from './SmsForm'

/** How text messages are sent, and a test of it. */
export function SmsSection() {
  const channel = $api.useQuery(
    'get',
    '/api/channels/sms',
    {},
    {
      refetchOnWindowFocus: false,
      refetchInterval: ({ state }) => (state.data?.health.state === 'working' ? false : 5_000),
    },
  )
  if (channel.data === undefined)
    return channel.error != null ? (
      <ErrorState error={channel.error} onRetry={() => void channel.refetch()} />
    ) : (
      <Skeleton height={240} className="bk-shows-late" />
    )
  return (
    <div className={classes['fields']}>
      <ChannelState health={channel.data.health} server="SMS provider" />
      <SmsForm saved={channel.data} />
      <SmsTest key={channel.data.version} toInbox={channel.data.provider === 'test_inbox'} />
    </div>
  )
}
