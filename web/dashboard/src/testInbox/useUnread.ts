import { $api } from '../api'
import { usePermission } from '../session/SessionContext'

/** How many messages in the test inbox nobody has opened yet. */
export function useUnread(): number {
  const mayRead = usePermission('test_inbox_read')
  const count = $api.useQuery(
    'get',
    '/api/test-inbox/count',
    {},
    { enabled: mayRead, refetchInterval: 10_000 },
  )
  return count.data?.unread ?? 0
}
