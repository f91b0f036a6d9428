import { Button, Group, Modal, SegmentedControl, Stack, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, bodyOf } from '../api'
import { ErrorState } from '../shared'
import { codesOf, inParts, together } from './codes'
import { CodesField } from './CodesField'

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
  const make = useMutation({
    mutationFn: async () => {
      if (kind === 'common') return bodyOf(api.POST('/api/discounts', { body: { name, code } }))
      const [first = [], ...rest] = inParts(codesOf(text), together)
      const made = await bodyOf(api.POST('/api/discounts', { body: { name, codes: first } }))
      for (const codes of rest)
        await bodyOf(
          api.POST('/api/discounts/{id}/codes', { params: { path: { id: made.id } }, body: { codes } }),
        )
      return made
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/discounts'] })
      onClose()
    },
  })
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
          <CodesField value={text} onChange={setText} />
        )}
        {make.error != null && <ErrorState error={make.error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button
            loading={make.isPending}
            disabled={name.trim() === '' || (kind === 'common' && code.trim() === '')}
            onClick={() => make.mutate()}
          >
            Make the discount
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
