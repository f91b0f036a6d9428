import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../../api'
import { ConfirmDanger, DateTime } from '../../shared'
import type { BrowserKey } from './snippet'

/** Asks before a browser key is refused for ever. */
export function RevokeBrowserKeyDialog({ revoked, onClose }: { revoked: BrowserKey; onClose: () => void }) {
  const queryClient = useQueryClient()
  const revoke = $api.useMutation('delete', '/api/browser-keys/{id}')
  const confirm = () =>
    revoke.mutate(
      { params: { path: { id: revoked.id } } },
      {
        onSuccess: () => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/browser-keys'] })
          notifications.show({ message: `${revoked.name} is revoked: it is refused from now on.` })
          onClose()
        },
      },
    )
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Revoke ${revoked.name}?`}
      action="Revoke browser key"
      onConfirm={confirm}
      busy={revoke.isPending}
      error={revoke.error}
    >
      Pages with this key stop telling what shoppers do, and it cannot be made valid again.{' '}
      {revoked.lastEventAt === null ? (
        'Nothing has ever come with it.'
      ) : (
        <>
          Events came last <DateTime at={revoked.lastEventAt} as="ago" />.
        </>
      )}
    </ConfirmDanger>
  )
}
