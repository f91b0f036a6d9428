import { $api } from '../../api'
import { ConfirmDanger } from '../../shared'
import { type Integration, platformOf, type Source } from './catalogue'

interface RotateDialogProps {
  integration: Integration
  source: Source
  onClose: () => void
  onToken: (token: string) => void
}

/** Asks before a platform's token is replaced. */
export function RotateDialog({ integration, source, onClose, onToken }: RotateDialogProps) {
  const rotate = $api.useMutation('post', '/api/sources/{id}/token')
  const platform = platformOf(integration)
  const confirm = () =>
    rotate.mutate(
      { params: { path: { id: source.id } }, body: {} },
      {
        onSuccess: ({ token }) => {
          onToken(token)
          onClose()
        },
      },
    )
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Replace the API key of ${source.name}?`}
      action="Replace API key"
      onConfirm={confirm}
      busy={rotate.isPending}
      error={rotate.error}
    >
      The old key is refused at once. Nothing that {platform} sends arrives until {platform} has the new one.
    </ConfirmDanger>
  )
}
