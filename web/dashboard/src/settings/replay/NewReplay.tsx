import { Button, Group, Radio, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { DateTimePicker } from '@mantine/dates'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError } from '../../api'
import { useWorkspace } from '../../session/SessionContext'
import { ErrorState } from '../../shared'
import { emptyOrder, type ReplayOrder, requestOf } from './replayOrder'

/** What is to be taken in once more, and where to. */
export function NewReplay() {
  const { name, timeZone } = useWorkspace()
  const [order, setOrder] = useState<ReplayOrder>(() => emptyOrder(name))
  const queryClient = useQueryClient()
  const begin = $api.useMutation('post', '/api/replays')
  const change = (some: Partial<ReplayOrder>) => setOrder({ ...order, ...some })
  const body = requestOf(order, timeZone)
  const fault = (path: string) => (begin.error instanceof ApiError ? begin.error.fieldError(path) : undefined)
  const start = () => {
    if (body === undefined) return
    begin.mutate(
      { body },
      {
        onSuccess: () => {
          notifications.show({ message: 'The replay has begun. You can leave this page: it goes on.' })
          setOrder(emptyOrder(name))
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/replays'] })
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/workspaces'] })
        },
      },
    )
  }
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <DateTimePicker
          label="Received from"
          description={`In the time zone of the workspace, ${timeZone}.`}
          placeholder="Choose a moment"
          required
          clearable
          valueFormat="D MMM YYYY HH:mm"
          value={order.from}
          onChange={(from) => change({ from })}
          error={fault('from')}
        />
        <DateTimePicker
          label="Until"
          description="Now, when it is left empty."
          placeholder="Now"
          clearable
          valueFormat="D MMM YYYY HH:mm"
          value={order.to}
          onChange={(to) => change({ to })}
          error={fault('to')}
        />
      </SimpleGrid>
      <Radio.Group
        label="Into"
        value={order.into}
        onChange={(into) => change({ into: into === 'new_workspace' ? into : 'here' })}
      >
        <Stack gap="xs" mt={6}>
          <Radio
            value="here"
            label={`This workspace, ${name}`}
            description="What it has heard before changes nothing; what is missing is added."
          />
          <Radio
            value="new_workspace"
            label="A new workspace"
            description="With the same settings and nothing in it: contacts, carts, orders and history are built anew, to look at and compare. You become its owner."
          />
        </Stack>
      </Radio.Group>
      {order.into === 'new_workspace' && (
        <TextInput
          label="Name of the new workspace"
          required
          maw={360}
          value={order.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          error={fault('name')}
        />
      )}
      {begin.error != null && <ErrorState error={begin.error} />}
      <Group>
        <Button onClick={start} loading={begin.isPending} disabled={body === undefined}>
          Start the replay
        </Button>
      </Group>
    </Stack>
  )
}
