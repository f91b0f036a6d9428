import { Button, Group, Menu, Modal, Select, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, ApiError } from '../api'
import { ConfirmDanger, ErrorState, MoreMenu, StatTile, useFormat } from '../shared'
import classes from './Audiences.module.css'
import type { Audience } from './filter'

type Open = 'list' | 'compare' | 'delete' | null

/** What can be done with an audience beside editing it. */
export function AudienceMenu({ audience }: { audience: Audience }) {
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)
  return (
    <>
      <MoreMenu>
        <Menu.Item
          renderRoot={(props) => <Link to="/contacts" search={{ audience: audience.id }} {...props} />}
        >
          Show the people in it
        </Menu.Item>
        <Menu.Item onClick={() => setOpen('compare')}>Compare with another audience</Menu.Item>
        <Menu.Item onClick={() => setOpen('list')}>Keep as a list</Menu.Item>
        <Menu.Divider />
        <Menu.Item color="red.8" onClick={() => setOpen('delete')}>
          Delete audience
        </Menu.Item>
      </MoreMenu>
      {open === 'list' && <KeepAsList audience={audience} onClose={close} />}
      {open === 'compare' && <Compare audience={audience} onClose={close} />}
      {open === 'delete' && <Delete audience={audience} onClose={close} />}
    </>
  )
}

interface DialogProps {
  audience: Audience
  onClose: () => void
}

function KeepAsList({ audience, onClose }: DialogProps) {
  const queryClient = useQueryClient()
  const format = useFormat()
  const [name, setName] = useState(`${audience.name}, ${format.date(new Date().toISOString(), 'date')}`)
  const keep = $api.useMutation('post', '/api/audiences/{id}/list', {
    onSuccess: async (list) => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/contact-lists'] })
      notifications.show({ message: `The list “${list.name}” has ${format.count(list.members, 'contact')}.` })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title="Keep as a list" size="md">
      <Stack>
        <Text>
          A list with those who are in the audience now. It does not change by itself: people come and go only
          by hand.
        </Text>
        <TextInput
          label="Name of the list"
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={keep.error instanceof ApiError ? keep.error.fieldError('name') : undefined}
          data-autofocus
        />
        {keep.error != null && <ErrorState error={keep.error} />}
        <Group justify="flex-end">
          <Button
            onClick={() => keep.mutate({ params: { path: { id: audience.id } }, body: { name } })}
            loading={keep.isPending}
            disabled={name.trim() === ''}
          >
            Make the list
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Compare({ audience, onClose }: DialogProps) {
  const format = useFormat()
  const [other, setOther] = useState<string | null>(null)
  const audiences = $api.useQuery('get', '/api/audiences')
  const overlap = $api.useQuery(
    'get',
    '/api/audiences/{id}/overlap/{other}',
    { params: { path: { id: audience.id, other: other ?? '' } } },
    { enabled: other !== null },
  )
  const named = audiences.data?.items.find(({ id }) => id === other)?.name ?? ''
  return (
    <Modal opened onClose={onClose} title={`Compare “${audience.name}”`} size="lg">
      <Stack>
        <Select
          label="With"
          placeholder="Choose an audience"
          data={(audiences.data?.items ?? [])
            .filter(({ id }) => id !== audience.id)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={other}
          onChange={setOther}
          searchable
          data-autofocus
          nothingFoundMessage="There is no other audience."
        />
        {overlap.error != null && <ErrorState error={overlap.error} onRetry={() => void overlap.refetch()} />}
        {overlap.data && (
          <>
            <div className={classes['venn']}>
              <StatTile
                label="Only in the first"
                definition={`In “${audience.name}” and not in “${named}”.`}
                value={format.count(overlap.data.one - overlap.data.both, 'person', 'people')}
              />
              <StatTile
                label="In both"
                definition="In the one and in the other."
                value={format.count(overlap.data.both, 'person', 'people')}
              />
              <StatTile
                label="Only in the other"
                definition={`In “${named}” and not in “${audience.name}”.`}
                value={format.count(overlap.data.other - overlap.data.both, 'person', 'people')}
              />
            </div>
            <Text c="dimmed">
              {overlap.data.one === 0
                ? 'The first has nobody in it.'
                : `${format.share(overlap.data.both / overlap.data.one)} of “${audience.name}” are in “${named}” too.`}
            </Text>
          </>
        )}
      </Stack>
    </Modal>
  )
}

function Delete({ audience, onClose }: DialogProps) {
  const format = useFormat()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const remove = $api.useMutation('delete', '/api/audiences/{id}', {
    onSuccess: async () => {
      await navigate({ to: '/audiences' })
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/audiences'] })
    },
  })
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title="Delete this audience?"
      action="Delete audience"
      onConfirm={() => remove.mutate({ params: { path: { id: audience.id } } })}
      busy={remove.isPending}
      error={remove.error}
    >
      {format.count(audience.members, 'person is', 'people are')} in it. They stay; only the audience goes.
    </ConfirmDanger>
  )
}
