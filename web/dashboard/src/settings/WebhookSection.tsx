import { Button, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { ConfirmDanger, CopyField, ErrorState } from '../shared'
import { Section } from './Section'

/** The secret by which other systems know that a call of a flow is Beckon's. */
export function WebhookSection() {
  const mayChange = usePermission('settings_write')
  const queryClient = useQueryClient()
  const [asking, { open, close }] = useDisclosure()
  const [shown, { open: show }] = useDisclosure()
  const secret = $api.useQuery('get', '/api/webhook-secret', {}, { enabled: mayChange && shown })
  const change = $api.useMutation('post', '/api/webhook-secret/change', {
    onSuccess: (changed) => {
      queryClient.setQueryData($api.queryOptions('get', '/api/webhook-secret', {}).queryKey, changed)
      show()
      close()
      notifications.show({ message: 'Calls are signed with the new secret and the one before.' })
    },
  })
  if (!mayChange) return null
  return (
    <Section
      title="Webhook secret"
      about="Flows that call another system sign the call with it, as Standard Webhooks has it."
      action={
        <Button variant="default" onClick={open}>
          Change secret
        </Button>
      }
    >
      {!shown ? (
        <Button variant="default" size="xs" onClick={show}>
          Show secret
        </Button>
      ) : secret.data ? (
        <CopyField value={secret.data.secret} label="webhook secret" />
      ) : secret.error ? (
        <ErrorState error={secret.error} onRetry={() => void secret.refetch()} />
      ) : (
        <Skeleton height={36} />
      )}
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title="Change the webhook secret?"
        action="Change secret"
        onConfirm={() => change.mutate({})}
        busy={change.isPending}
        error={change.error}
      >
        <Text fz="sm">
          Calls carry two signatures until you change it once more, so that receivers have time to take the
          new one.
        </Text>
      </ConfirmDanger>
    </Section>
  )
}
