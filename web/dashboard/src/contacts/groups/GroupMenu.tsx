import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ConfirmDanger, ErrorState, useFormat } from '../../shared'

type ContactGroup = components['schemas']['ContactGroupView']
export type GroupKind = 'lists' | 'tags'

/** Renames or deletes a list or a tag. */
export function GroupMenu({ kind, group }: { kind: GroupKind; group: ContactGroup }) {
  const [doing, setDoing] = useState<'rename' | 'delete'>()
  const close = () => setDoing(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${group.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDoing('rename')}>Rename</Menu.Item>
          <Menu.Item color="red.8" onClick={() => setDoing('delete')}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {doing === 'rename' && <Rename kind={kind} group={group} onClose={close} />}
      {doing === 'delete' && <Delete kind={kind} group={group} onClose={close} />}
    </>
  )
}

interface DialogProps {
  kind: GroupKind
  group: ContactGroup
  onClose: () => void
}

const useDone = (kind: GroupKind, onClose: () => void) => {
  const queryClient = useQueryClient()
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['get', `/api/contact-${kind}`] })
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts'] })
    onClose()
  }
}

function Rename({ kind, group, onClose }: DialogProps) {
  const [name, setName] = useState(group.name)
  const onSuccess = useDone(kind, onClose)
  const list = $api.useMutation('patch', '/api/contact-lists/{id}', { onSuccess })
  const tag = $api.useMutation('patch', '/api/contact-tags/{id}', { onSuccess })
  const rename = kind === 'lists' ? list : tag
  return (
    <Modal opened onClose={onClose} title={`Rename ${group.name}`}>
      <Stack>
        <TextInput
          label="Name"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {rename.error != null && <ErrorState error={rename.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={rename.isPending}
            disabled={name.trim() === '' || name.trim() === group.name}
            onClick={() => rename.mutate({ params: { path: { id: group.id } }, body: { name } })}
          >
            Rename
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Delete({ kind, group, onClose }: DialogProps) {
  const format = useFormat()
  const onSuccess = useDone(kind, onClose)
  const list = $api.useMutation('delete', '/api/contact-lists/{id}', { onSuccess })
  const tag = $api.useMutation('delete', '/api/contact-tags/{id}', { onSuccess })
  const remove = kind === 'lists' ? list : tag
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Delete ${group.name}?`}
      action={kind === 'lists' ? 'Delete list' : 'Delete tag'}
      onConfirm={() => remove.mutate({ params: { path: { id: group.id } } })}
      busy={remove.isPending}
      error={remove.error}
    >
      {group.members === 0
        ? 'No contact is in it.'
        : `It is taken off ${format.count(group.members, 'contact')}. The contacts themselves stay.`}
    </ConfirmDanger>
  )
}
