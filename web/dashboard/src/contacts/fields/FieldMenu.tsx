import { ActionIcon, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ConfirmDanger, useFormat } from '../../shared'
import { FieldDialog } from './FieldDialog'

type Field = components['schemas']['ContactFieldView']

/** Changes or deletes a custom field. */
export function FieldMenu({ field }: { field: Field }) {
  const [doing, setDoing] = useState<'edit' | 'delete'>()
  const close = () => setDoing(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${field.label}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setDoing('edit')}>Change</Menu.Item>
          <Menu.Item color="red.8" onClick={() => setDoing('delete')}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {doing === 'edit' && <FieldDialog field={field} onClose={close} />}
      {doing === 'delete' && <DeleteField field={field} onClose={close} />}
    </>
  )
}

function DeleteField({ field, onClose }: { field: Field; onClose: () => void }) {
  const format = useFormat()
  const queryClient = useQueryClient()
  const path = { params: { path: { key: field.key } } }
  const count = $api.useQuery('get', '/api/contact-fields/{key}/count', path)
  const remove = $api.useMutation('delete', '/api/contact-fields/{key}', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contact-fields'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts'] })
      onClose()
    },
  })
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Delete the field ${field.label}?`}
      action="Delete field"
      onConfirm={() => remove.mutate(path)}
      busy={remove.isPending}
      error={remove.error}
    >
      {count.data === undefined
        ? 'Counting its values…'
        : `${format.count(count.data.count, 'contact')} will lose the value. It cannot be brought back.`}
    </ConfirmDanger>
  )
}
