import { Button, Group, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { ErrorState } from '../../shared'
import classes from './Report.module.css'

/** What a person may decide where nobody knows whether the message was sent. */
export function UncertainActions({ message }: { message: components['schemas']['MessageRow'] }) {
  const mayWrite = usePermission('campaigns_write')
  const queryClient = useQueryClient()
  const after = (said: string) => ({
    onSuccess: () => {
      notifications.show({ message: said })
      void queryClient.invalidateQueries({
        predicate: ({ queryKey }) =>
          typeof queryKey[1] === 'string' && /^\/api\/(campaigns|messages)/.test(queryKey[1]),
      })
    },
  })
  const resend = $api.useMutation(
    'post',
    '/api/messages/{id}/resend',
    after('The message is in the queue again.'),
  )
  const settle = $api.useMutation('post', '/api/messages/{id}/settle', after('The message counts as sent.'))
  const params = { path: { id: message.id } }
  const busy = resend.isPending || settle.isPending
  if (!mayWrite)
    return (
      <Text c="dimmed">Somebody who may edit campaigns can decide to send it again or count it as sent.</Text>
    )
  return (
    <div className={classes['decide']} role="group" aria-label="Decide about this message">
      <Text>
        The mail server’s log or {message.contact.name} may tell whether it arrived. If it is opened, Beckon
        counts it as sent by itself.
      </Text>
      <Group gap="xs">
        <Button
          variant="default"
          size="xs"
          disabled={busy}
          loading={resend.isPending}
          onClick={() => resend.mutate({ params })}
        >
          Send again
        </Button>
        <Button
          variant="default"
          size="xs"
          disabled={busy}
          loading={settle.isPending}
          onClick={() => settle.mutate({ params })}
        >
          Count as sent
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        Sent again, it may arrive twice, under the same Message-ID. Consent and purchases are checked once
        more before.
      </Text>
      {(resend.error ?? settle.error) != null && <ErrorState error={resend.error ?? settle.error} />}
    </div>
  )
}
