import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../api'
import { ErrorState } from '../shared'
import { codesOf } from './codes'
import { CodesField } from './CodesField'
import { useAddCodes } from './useAddCodes'

const kinds = [
  { value: 'own', label: 'A code for each person' },
  { value: 'common', label: 'One code for everybody' },
] as const

/** Makes a discount. */
export function NewDiscount({ onClose }: { onClose: () => void }) {
  const queryClient = useQueryClient()
  const [name, setName] = useState('')
  const [kind, setKind] = useState<(typeof kinds)[number]['value']>('own')
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const add = useAddCodes(onClose)
  const make = $api.useMutation('post', '/api/discounts', {
    onSuccess: async ({ id }) => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/discounts'] })
      if (kind === 'common') onClose()
      else add.mutate({ id, codes: codesOf(text) })
    },
  })
  // Made, but without its codes: trying again only sends those.
  const save = () =>
    make.data !== undefined
      ? add.mutate({ id: make.data.id, codes: codesOf(text) })
      : make.mutate({ body: kind === 'common' ? { name, code } : { name } })
  const error = make.error ?? add.error
  return (
    <Modal opened onClose={onClose} title="New discount">
      <Stack>
        <TextInput
          label="Name"
          placeholder="Ten off to come back"
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <SegmentedControl
          data={[...kinds]}
          value={kind}
          onChange={(chosen) => setKind(kinds.find(({ value }) => value === chosen)?.value ?? 'own')}
        />
        {kind === 'common' ? (
          <TextInput
            label="Code"
            description="As your shop's platform knows it."
            placeholder="SPRING10"
            maxLength={60}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
        ) : (
          <CodesField value={text} onChange={setText} arrived={add.isPending ? add.arrived : undefined} />
        )}
        {error != null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={make.isPending || add.isPending}
            disabled={name.trim() === '' || (kind === 'common' && code.trim() === '')}
            onClick={save}
          >
            Make the discount
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
