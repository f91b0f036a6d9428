import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconDots, IconPencil, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { $api } from '../api'
import { ConfirmDanger } from '../shared'
import type { Campaign } from './words'

interface CampaignMenuProps {
  campaign: Pick<Campaign, 'id' | 'name' | 'liveAt'>
  onDeleted?: () => void
}

/** What is done seldom to a campaign. One that was live stays, for its messages and report refer to it. */
export function CampaignMenu({ campaign, onDeleted }: CampaignMenuProps) {
  const [asking, { open, close }] = useDisclosure()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = $api.useMutation('delete', '/api/campaigns/{id}')
  const wasLive = campaign.liveAt !== null
  const onDelete = (): void =>
    remove.mutate(
      { params: { path: { id: campaign.id } } },
      {
        onSuccess: () => {
          close()
          onDeleted?.()
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns'] })
          notifications.show({ message: `“${campaign.name}” is deleted.` })
        },
      },
    )
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${campaign.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil size={16} />}
            onClick={() => void navigate({ to: '/campaigns/$id/edit', params: { id: campaign.id } })}
          >
            Edit
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={open} disabled={wasLive}>
            {wasLive ? 'Was live: pause it instead' : 'Delete draft…'}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title={`Delete “${campaign.name}”?`}
        action="Delete draft"
        onConfirm={onDelete}
        busy={remove.isPending}
        error={remove.error}
      >
        The draft was never live, so no message refers to it. It cannot be brought back.
      </ConfirmDanger>
    </>
  )
}
