import { ActionIcon, Menu } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconCopy, IconDots, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { $api, errorSentence } from '../api'
import { ConfirmDanger } from '../shared'

interface TemplateMenuProps {
  template: { id: string; name: string }
  onDeleted?: () => void
}

/** Duplicate and delete, for a template in a list or on its own page. */
export function TemplateMenu({ template, onDeleted }: TemplateMenuProps) {
  const [asking, { open, close }] = useDisclosure()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const params = { path: { id: template.id } }
  const duplicate = $api.useMutation('post', '/api/templates/{id}/duplicate')
  const remove = $api.useMutation('delete', '/api/templates/{id}')
  const listChanged = () => queryClient.invalidateQueries({ queryKey: ['get', '/api/templates'] })

  const onDuplicate = (): void =>
    duplicate.mutate(
      { params },
      {
        onSuccess: (copy) => {
          void listChanged()
          notifications.show({ message: `“${copy.name}” is a copy you can change.` })
          void navigate({ to: '/templates/$id', params: { id: copy.id } })
        },
        onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
      },
    )
  const onDelete = (): void =>
    remove.mutate(
      { params },
      {
        onSuccess: () => {
          close()
          onDeleted?.()
          void listChanged()
          notifications.show({ message: `“${template.name}” is deleted.` })
        },
      },
    )

  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`More for ${template.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onDuplicate}>
            Duplicate
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={16} />} onClick={open}>
            Delete…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title={`Delete “${template.name}”?`}
        action="Delete template"
        onConfirm={onDelete}
        busy={remove.isPending}
        error={remove.error}
      >
        Campaigns that took their content from it keep that content. The template itself cannot be brought
        back.
      </ConfirmDanger>
    </>
  )
}
