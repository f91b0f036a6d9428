import { List, Select, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { $api, type components } from '../api'
import { ConfirmDanger, ErrorState, useFormat } from '../shared'
import { confirms, type Erasure, reasons } from './erasures'

/** Says what an erasure reaches, and asks for the name, because nothing brings a person back. */
export function EraseDialog({ id, name, onClose }: { id: string; name: string; onClose: () => void }) {
  const navigate = useNavigate()
  const [reason, setReason] = useState<Erasure['reason']>('person_asked')
  const [typed, setTyped] = useState('')
  const [missed, setMissed] = useState(false)
  const counts = $api.useQuery('get', '/api/contacts/{id}/data/counts', { params: { path: { id } } })
  const erase = $api.useMutation('delete', '/api/contacts/{id}')
  const confirm = () => {
    setMissed(!confirms(typed, name))
    if (!confirms(typed, name)) return
    erase.mutate(
      { params: { path: { id } }, body: { reason } },
      {
        onSuccess: () => {
          notifications.show({ message: `${name} is being erased. The list says how far it is.` })
          void navigate({ to: '/settings/privacy' })
        },
      },
    )
  }
  return (
    <ConfirmDanger
      opened
      onClose={onClose}
      title={`Erase ${name}?`}
      action="Erase for good"
      onConfirm={confirm}
      busy={erase.isPending}
      error={erase.error}
    >
      <Stack gap="sm">
        {counts.error != null && <ErrorState error={counts.error} onRetry={() => void counts.refetch()} />}
        {counts.data ? <Reach counts={counts.data} /> : counts.error == null && <Skeleton height={120} />}
        <Select
          label="Why"
          data={reasons}
          value={reason}
          onChange={(value) => setReason(reasons.find((one) => one.value === value)?.value ?? reason)}
          allowDeselect={false}
        />
        <TextInput
          label={`Type ${name} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={missed && !confirms(typed, name) ? `Type the name as it stands here: ${name}` : undefined}
          autoComplete="off"
        />
      </Stack>
    </ConfirmDanger>
  )
}

function Reach({ counts }: { counts: components['schemas']['PersonCounts'] }) {
  const format = useFormat()
  const waiting = counts.waitingMessages + counts.waitingRuns
  return (
    <>
      <Text size="sm">This cannot be undone. What is kept of them everywhere is erased:</Text>
      <List size="sm">
        <List.Item>
          {format.count(counts.identifiers, 'identifier')}, {format.count(counts.events, 'event')},{' '}
          {format.count(counts.carts, 'cart')} and {format.count(counts.messages, 'message')}
        </List.Item>
        {waiting > 0 && <List.Item>What waits for them ends: nothing more is sent.</List.Item>}
        {counts.orders > 0 && (
          <List.Item>
            {format.count(counts.orders, 'order')}: number, total and products stay for your revenue, without
            them.
          </List.Item>
        )}
        {counts.optedOut && <List.Item>That they said no is remembered without their address.</List.Item>}
        <List.Item>Files of earlier exports and imports are deleted.</List.Item>
      </List>
    </>
  )
}
