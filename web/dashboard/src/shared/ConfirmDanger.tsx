import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorState } from './ErrorState'

interface ConfirmDangerProps {
  opened: boolean
  onClose: () => void
  title: string
  /** What will happen, in numbers: "This stops 214 waiting runs." */
  children: ReactNode
  /** What the button does: "Delete campaign". */
  action: string
  onConfirm: () => void
  busy?: boolean
  error?: unknown
}

/** Asks once before something that cannot be undone. */
export function ConfirmDanger(props: ConfirmDangerProps) {
  const { opened, onClose, title, children, action, onConfirm, busy = false, error } = props
  return (
    <Modal opened={opened} onClose={onClose} title={title} size="md">
      <Stack>
        <Text component="div">{children}</Text>
        {error != null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button color="red.8" onClick={onConfirm} loading={busy}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
