import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconPlayerPause } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../api'
import { ConfirmDanger, useFormat } from '../shared'
import type { Campaign } from './words'

/** Pauses a live campaign, after saying what becomes of the messages that wait. */
export function PauseButton({ campaign }: { campaign: Campaign }) {
  const [asking, { open, close }] = useDisclosure()
  const format = useFormat()
  const queryClient = useQueryClient()
  const params = { path: { id: campaign.id } }
  const pause = $api.useMutation('post', '/api/campaigns/{id}/pause')
  const report = $api.useQuery(
    'get',
    '/api/campaigns/{id}/report',
    { params: { ...params, query: { days: 1 } } },
    { enabled: asking, staleTime: 0 },
  )
  const waiting = (report.data?.waiting ?? 0) + (report.data?.scheduled ?? 0)
  const onPause = (): void =>
    pause.mutate(
      { params },
      {
        onSuccess: () => {
          close()
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) =>
              typeof queryKey[1] === 'string' && queryKey[1].startsWith('/api/campaigns'),
          })
          notifications.show({ message: `“${campaign.name}” is paused.` })
        },
      },
    )
  return (
    <>
      <Button variant="default" leftSection={<IconPlayerPause size={16} />} onClick={open}>
        Pause
      </Button>
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title={`Pause “${campaign.name}”?`}
        action="Pause campaign"
        onConfirm={onPause}
        busy={pause.isPending}
        error={pause.error}
      >
        {waiting > 0
          ? `${format.count(waiting, 'message')} that ${waiting === 1 ? 'waits is' : 'wait are'} not sent. `
          : 'No message is waiting. '}
        Carts abandoned while it is paused get no e-mail, not even later. It can be set live again at any
        time.
      </ConfirmDanger>
    </>
  )
}
