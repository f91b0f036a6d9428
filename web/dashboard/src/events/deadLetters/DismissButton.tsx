import { Button } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ConfirmDanger } from '../../shared'
import { useRereadDeadLetters } from './useDeadLetterSummary'

type Letter = components['schemas']['DeadLetterDetail']

/** Lets an event go, after asking once. */
export function DismissButton({ letter, onGone }: { letter: Letter; onGone: () => void }) {
  const [asking, setAsking] = useState(false)
  const reread = useRereadDeadLetters()
  const dismiss = $api.useMutation('delete', '/api/dead-letters/{id}')
  const confirm = () =>
    dismiss.mutate(
      { params: { path: { id: letter.id } } },
      {
        onSuccess: () => {
          notifications.show({ message: `${letter.name} was dismissed.` })
          onGone()
          reread()
        },
      },
    )
  return (
    <>
      <Button variant="subtle" color="gray" c="dimmed" onClick={() => setAsking(true)}>
        Dismiss…
      </Button>
      <ConfirmDanger
        opened={asking}
        onClose={() => setAsking(false)}
        title="Dismiss this event?"
        action="Dismiss 1 event"
        onConfirm={confirm}
        busy={dismiss.isPending}
        error={dismiss.error}
      >
        It is never processed: no contact, order or campaign hears of it.{' '}
        {letter.received === null
          ? 'Nothing of it is kept but a line in the audit log.'
          : 'The request it came in is kept as it was received, for as long as all are.'}
      </ConfirmDanger>
    </>
  )
}
