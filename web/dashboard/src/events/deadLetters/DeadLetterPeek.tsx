import { Button, Group, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconPencil, IconRepeat } from '@tabler/icons-react'
import { useState } from 'react'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { DateTime, ErrorState, Facts, Json, Peek, StatusPill } from '../../shared'
import { ReceivedPayload } from '../ReceivedPayload'
import { DeadLetterEditor } from './DeadLetterEditor'
import { DismissButton } from './DismissButton'
import { useRereadDeadLetters } from './useDeadLetterSummary'

type Letter = components['schemas']['DeadLetterDetail']

/** One event that could not be processed: why, as what it would be put back, and what to do with it. */
export function DeadLetterPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const letter = $api.useQuery('get', '/api/dead-letters/{id}', { params: { path: { id } } })
  return (
    <Peek opened onClose={onClose} title={letter.data?.name || 'Event'}>
      {letter.data ? (
        <Detail letter={letter.data} onGone={onClose} onChanged={() => letter.refetch()} />
      ) : letter.error ? (
        <ErrorState error={letter.error} onRetry={() => void letter.refetch()} />
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Peek>
  )
}

interface DetailProps {
  letter: Letter
  onGone: () => void
  onChanged: () => Promise<unknown>
}

function Detail({ letter, onGone, onChanged }: DetailProps) {
  const mayChange = usePermission('settings_write')
  const [editing, setEditing] = useState(false)
  return (
    <Stack gap={20}>
      <Stack gap={6} align="flex-start">
        <StatusPill tone="bad">Not processed</StatusPill>
        <Text>{letter.reason}</Text>
      </Stack>
      <Facts
        label="Event"
        facts={[
          ['Received', <DateTime key="at" at={letter.receivedAt} as="exact" />],
          ['Failed', <DateTime key="at" at={letter.failedAt} as="exact" />],
          ['Attempts', letter.attempts],
          ['Source', letter.source.name],
          ...(letter.editedAt === null ? [] : [['Changed', <Changed key="at" letter={letter} />] as const]),
        ]}
      />
      {editing ? (
        <DeadLetterEditor
          letter={letter}
          onClose={() => setEditing(false)}
          onSaved={async () => {
            await onChanged()
            setEditing(false)
          }}
        />
      ) : (
        <>
          {mayChange && <Actions letter={letter} onGone={onGone} onEdit={() => setEditing(true)} />}
          <Json value={letter.event} text={letter.json} label="event" />
        </>
      )}
      <ReceivedPayload received={letter.received} eventId={letter.id} />
    </Stack>
  )
}

function Changed({ letter }: { letter: Letter }) {
  return (
    <>
      <DateTime at={letter.editedAt} as="ago" /> by {letter.editedBy?.replace(/^user:/, '')}
    </>
  )
}

function Actions({ letter, onGone, onEdit }: { letter: Letter; onGone: () => void; onEdit: () => void }) {
  const reread = useRereadDeadLetters()
  const replay = $api.useMutation('post', '/api/dead-letters/{id}/replay')
  const putBack = () =>
    replay.mutate(
      { params: { path: { id: letter.id } } },
      {
        onSuccess: () => {
          notifications.show({
            message: `${letter.name} is being processed once more. If it fails again, it returns here.`,
          })
          onGone()
          reread()
        },
      },
    )
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <Button leftSection={<IconRepeat size={16} />} onClick={putBack} loading={replay.isPending}>
          Replay
        </Button>
        <Button variant="default" leftSection={<IconPencil size={16} />} onClick={onEdit}>
          Edit
        </Button>
        <DismissButton letter={letter} onGone={onGone} />
      </Group>
      {replay.error != null && <ErrorState error={replay.error} />}
    </Stack>
  )
}
