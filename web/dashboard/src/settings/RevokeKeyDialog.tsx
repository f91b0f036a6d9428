import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../api'
import { ConfirmDanger, DateTime } from '../shared'
import type { Key } from './keys'

/** Asks before a key is refused for ever. */
export function RevokeKeyDialog({ revoked, onClose }: { revoked: Key; onClose: () => void }) {
  const queryClient = useQueryClient()
  const revoke = $api.useMutation('delete', '/api/keys/{id}')
  const confirm = () =>
    revoke.mutate(
      { params: { path: { id: revoked.id } } },
      {
        onSuccess: () => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/keys'] })
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
      action="Revoke key"
      onConfirm={confirm}
      busy={revoke.isPending}
      error={revoke.error}
    >
      Every call with the key ending in <code>{revoked.hint}</code> is refused at once, and it cannot be made
      valid again.{' '}
      {revoked.lastUsedAt === null ? (
        'It has never been used.'
      ) : (
        <>
          It was last used <DateTime at={revoked.lastUsedAt} as="ago" />: the system that uses it stops
          sending until it has another key.
        </>
      )}
    </ConfirmDanger>
  )
}
