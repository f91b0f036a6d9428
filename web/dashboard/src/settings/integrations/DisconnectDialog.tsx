import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../../api'
import { ConfirmDanger } from '../../shared'
import { type Integration, platformOf, type Source, takesToken } from './catalogue'

interface DisconnectDialogProps {
  integration: Integration
  source: Source
  onClose: () => void
}

/** Says what ends with a source before it ends. */
export function DisconnectDialog({ integration, source, onClose }: DisconnectDialogProps) {
  const queryClient = useQueryClient()
  const disconnect = $api.useMutation('delete', '/api/sources/{id}')
  const confirm = () =>
    disconnect.mutate(
      { params: { path: { id: source.id } } },
      {
        onSuccess: () => {
          notifications.show({ message: `${source.name} is disconnected.` })
          onClose()
          void Promise.all([
            queryClient.invalidateQueries({ queryKey: ['get', '/api/sources'] }),
            queryClient.invalidateQueries({ queryKey: ['get', '/api/integrations'] }),
          ])
        },
      },
    )
  const carts = source.cartAbandonment !== 'none'
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Disconnect ${source.name}?`}
      action="Disconnect"
      onConfirm={confirm}
      busy={disconnect.isPending}
      error={disconnect.error}
    >
      <p style={{ marginTop: 0 }}>
        From now on everything that {platformOf(integration)} sends here is refused
        {carts && ', abandoned carts too: campaigns that wait for them send nothing for this source'}.
      </p>
      <p style={{ marginBottom: 0 }}>
        Events, orders and contacts that it has sent stay.{' '}
        {takesToken(integration)
          ? 'Connecting again gives it a new address and a new API key.'
          : 'Secret keys stay valid for the other doors, and it can be connected again with one click.'}
      </p>
    </ConfirmDanger>
  )
}
