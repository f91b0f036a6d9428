import { Button, Modal, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { ErrorState } from '../../shared'
import classes from './Identity.module.css'

type Found = components['schemas']['ContactRow']

interface MergeDialogProps {
  /** The contact that stays. */
  id: string
  name: string
  onClose: () => void
}

/** Finds the contact that is the same person, and makes it part of this one. */
export function MergeDialog({ id, name, onClose }: MergeDialogProps) {
  const queryClient = useQueryClient()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 200)
  const [chosen, setChosen] = useState<{ value: string; label: string }>()
  const found = $api.useQuery(
    'get',
    '/api/contacts',
    { params: { query: { q, limit: 20 } } },
    { enabled: q !== '' && q !== chosen?.label, placeholderData: keepPreviousData },
  )
  const options = (q === '' ? [] : (found.data?.items ?? []))
    .filter((contact) => contact.id !== id)
    .map((contact) => ({ value: contact.id, label: label(contact) }))
  const data =
    chosen !== undefined && !options.some(({ value }) => value === chosen.value)
      ? [chosen, ...options]
      : options
  const merge = $api.useMutation('post', '/api/contacts/{id}/merges')
  const confirm = () => {
    if (chosen === undefined) return
    merge.mutate(
      { params: { path: { id } }, body: { contactId: chosen.value } },
      {
        onSuccess: () => {
          onClose()
          notifications.show({ message: `${chosen.label} is part of ${name} now.` })
          void queryClient.invalidateQueries()
        },
      },
    )
  }
  return (
    <Modal opened onClose={onClose} title={`Merge another contact into ${name}`}>
      <Stack>
        <Select
          label="The contact that is the same person"
          placeholder="Name, e-mail, phone or customer id"
          searchable
          data={data}
          filter={({ options: all }) => all}
          value={chosen?.value ?? null}
          onChange={(value) => setChosen(data.find((option) => option.value === value))}
          searchValue={typed}
          onSearchChange={setTyped}
          nothingFoundMessage={q === '' ? undefined : 'Nobody is found by that'}
          data-autofocus
        />
        <Text fz="sm">
          {name} gets everything of that contact: history, orders, carts and points. Who has opted out of one
          has opted out of both. It can be undone.
        </Text>
        {merge.error != null && <ErrorState error={merge.error} />}
        <div className={classes['decide']}>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button onClick={confirm} disabled={chosen === undefined} loading={merge.isPending}>
            Merge
          </Button>
        </div>
      </Stack>
    </Modal>
  )
}

const label = ({ name, email, phone }: Found): string =>
  [name, ...[email, phone].filter((one) => one !== null && one !== name)].join(' · ')
