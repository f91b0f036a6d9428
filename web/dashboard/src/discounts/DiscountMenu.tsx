import { ActionIcon, Button, Group, Menu, Modal, Stack, TextInput } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../api'
import { ConfirmDanger, ErrorState } from '../shared'
import { codesOf } from './codes'
import { CodesField } from './CodesField'
import { useAddCodes } from './useAddCodes'

export type Discount = components['schemas']['DiscountView']

interface DialogProps {
  discount: Discount
  onClose: () => void
}

/** Adds codes to a discount, changes or deletes it. */
export function DiscountMenu({ discount }: { discount: Discount }) {
  const [doing, setDoing] = useState<'codes' | 'change' | 'delete'>()
  const close = () => setDoing(undefined)
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={`What to do with ${discount.name}`}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {discount.code === null && <Menu.Item onClick={() => setDoing('codes')}>Add codes</Menu.Item>}
          <Menu.Item onClick={() => setDoing('change')}>Change</Menu.Item>
          <Menu.Item color="red.8" onClick={() => setDoing('delete')}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {doing === 'codes' && <AddCodes discount={discount} onClose={close} />}
      {doing === 'change' && <Change discount={discount} onClose={close} />}
      {doing === 'delete' && <Delete discount={discount} onClose={close} />}
    </>
  )
}

const useDone = (onClose: () => void) => {
  const queryClient = useQueryClient()
  return () => {
    void queryClient.invalidateQueries({ queryKey: ['get', '/api/discounts'] })
    onClose()
  }
}

function AddCodes({ discount, onClose }: DialogProps) {
  const [text, setText] = useState('')
  const add = useAddCodes(onClose)
  return (
    <Modal opened onClose={onClose} title={`Codes for ${discount.name}`}>
      <Stack>
        <CodesField value={text} onChange={setText} arrived={add.isPending ? add.arrived : undefined} />
        {add.error != null && <ErrorState error={add.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={add.isPending}
            disabled={codesOf(text).length === 0}
            onClick={() => add.mutate({ id: discount.id, codes: codesOf(text) })}
          >
            Add the codes
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Change({ discount, onClose }: DialogProps) {
  const [name, setName] = useState(discount.name)
  const [code, setCode] = useState(discount.code ?? '')
  const change = $api.useMutation('patch', '/api/discounts/{id}', { onSuccess: useDone(onClose) })
  return (
    <Modal opened onClose={onClose} title={`Change ${discount.name}`}>
      <Stack>
        <TextInput
          label="Name"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        {discount.code !== null && (
          <TextInput
            label="Code"
            description="What is sent from now on says this one."
            maxLength={60}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        )}
        {change.error != null && <ErrorState error={change.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={change.isPending}
            disabled={name.trim() === '' || (discount.code !== null && code.trim() === '')}
            onClick={() =>
              change.mutate({
                params: { path: { id: discount.id } },
                body: { name, ...(discount.code !== null && { code }) },
              })
            }
          >
            Save
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Delete({ discount, onClose }: DialogProps) {
  const remove = $api.useMutation('delete', '/api/discounts/{id}', { onSuccess: useDone(onClose) })
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Delete ${discount.name}?`}
      action="Delete discount"
      onConfirm={() => remove.mutate({ params: { path: { id: discount.id } } })}
      busy={remove.isPending}
      error={remove.error}
    >
      Codes that were given away stay valid in the shop; who has which is forgotten here.
    </ConfirmDanger>
  )
}
