import { Button, Menu, Modal, Radio, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { IconArchive, IconTrash } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../api'
import { errorSentence } from '../api/errorSentence'
import { usePermission } from '../session/SessionContext'
import { ConfirmDanger, ErrorState, MoreMenu, useFormat } from '../shared'
import { changesOf } from './changes'
import type { Counts, Flow } from './flow'
import { useOutcomes } from './scenarios/Scenarios'
import { useNames } from './useNames'

interface FlowActionsProps {
  flow: Flow
  /** Sends what is not saved yet. */
  flush: () => Promise<boolean>
  counts: Counts | undefined
}

function useChanged() {
  const queryClient = useQueryClient()
  return () =>
    queryClient.invalidateQueries({
      predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/flow'),
    })
}

/** Publish, pause, go on, archive, and the way to the runs. */
export function FlowActions({ flow, flush, counts }: FlowActionsProps) {
  const mayWrite = usePermission('campaigns_write')
  const changed = useChanged()
  const [publishing, { open, close }] = useDisclosure()
  const navigate = useNavigate()
  const params = { path: { id: flow.id } }
  const done = (message: string) => ({
    onSuccess: async () => {
      await changed()
      notifications.show({ message })
    },
    onError: (error: unknown) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  const pause = $api.useMutation(
    'post',
    '/api/flows/{id}/pause',
    done('Paused: nobody comes in, and whoever is in it rests.'),
  )
  const resume = $api.useMutation('post', '/api/flows/{id}/resume', done('It goes on where it was paused.'))
  return (
    <>
      {flow.liveVersion !== null && (
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/automation/flow-runs" search={{ flow: flow.id }} {...props} />}
        >
          Runs
        </Button>
      )}
      <Button
        variant="default"
        onClick={() =>
          void flush().then((sent) => {
            if (sent) void navigate({ to: '/automation/flows/$id/simulate', params: { id: flow.id } })
          })
        }
      >
        Simulate
      </Button>
      {mayWrite && flow.status === 'live' && (
        <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate({ params })}>
          Pause
        </Button>
      )}
      {mayWrite && flow.status === 'paused' && (
        <Button variant="default" loading={resume.isPending} onClick={() => resume.mutate({ params })}>
          Resume
        </Button>
      )}
      {mayWrite && flow.status !== 'archived' && (
        <Button
          variant={flow.hasChanges || flow.status !== 'live' ? 'filled' : 'default'}
          onClick={() => void flush().then((sent) => sent && open())}
        >
          {flow.liveVersion === null ? 'Publish' : flow.hasChanges ? 'Publish changes' : 'Publish again'}
        </Button>
      )}
      {mayWrite && <More flow={flow} />}
      {publishing && <PublishDialog flow={flow} counts={counts} onClose={close} />}
    </>
  )
}

function PublishDialog({
  flow,
  counts,
  onClose,
}: {
  flow: Flow
  counts: Counts | undefined
  onClose: () => void
}) {
  const format = useFormat()
  const changed = useChanged()
  const [move, setMove] = useState(false)
  const publish = $api.useMutation('post', '/api/flows/{id}/publish', {
    onSuccess: async () => {
      await changed()
      notifications.show({ message: `“${flow.name}” is live.` })
      onClose()
    },
  })
  const under = (counts?.standing ?? []).reduce((sum, { count }) => sum + count, 0)
  return (
    <Modal opened onClose={onClose} title={`Publish “${flow.name}”?`}>
      <Stack>
        <Text fz="sm">
          From now on it begins whenever somebody {flow.trigger}. What its messages say now is what they will
          say.
        </Text>
        {flow.faults.length > 0 && (
          <ul style={{ margin: 0, paddingLeft: 18 }}>
            {flow.faults.map(({ path, sentence }) => (
              <li key={path}>{sentence}</li>
            ))}
          </ul>
        )}
        <Changes flow={flow} />
        <Failing flow={flow} />
        {under > 0 && (
          <Radio.Group
            label={`${format.count(under, 'person', 'people')} under way`}
            value={move ? 'move' : 'finish'}
            onChange={(value) => setMove(value === 'move')}
          >
            <Stack gap={8} mt={8}>
              <Radio value="finish" label="finish as they began" />
              <Radio value="move" label="go on by the new version, where it has their step" />
            </Stack>
          </Radio.Group>
        )}
        {publish.error != null && <ErrorState error={publish.error} />}
        <Button
          disabled={flow.faults.length > 0}
          loading={publish.isPending}
          onClick={() =>
            publish.mutate({
              params: { path: { id: flow.id } },
              body: { move, ifScenariosHold: false },
              headers: { 'If-Match': `"${flow.version}"` },
            })
          }
        >
          Publish
        </Button>
      </Stack>
    </Modal>
  )
}

const changeWords = { added: 'New', removed: 'Gone', changed: 'Changed', moved: 'Moved' } as const

/** What is different from what is live. */
function Changes({ flow }: { flow: Flow }) {
  const nameOf = useNames()
  const versions = $api.useQuery(
    'get',
    '/api/flows/{id}/versions',
    { params: { path: { id: flow.id } } },
    { enabled: flow.liveVersion !== null },
  )
  const live = versions.data?.items.find(({ version }) => version === flow.liveVersion)
  if (live === undefined) return null
  const changes = changesOf(live.definition, flow.draft, nameOf)
  if (changes.length === 0) return <Text fz="sm">Only what the templates say may have changed.</Text>
  return (
    <div>
      <Text fz="sm" fw={500}>
        Different from what is live
      </Text>
      <ul style={{ margin: '4px 0 0', paddingLeft: 18, fontSize: 13 }}>
        {changes.map(({ kind, words }, index) => (
          <li key={index}>
            {changeWords[kind]}: {words}
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The scenarios that do not come to what is expected. It can be published all the same. */
function Failing({ flow }: { flow: Flow }) {
  const failing = (useOutcomes(flow).data?.items ?? []).filter(({ holds }) => !holds)
  if (failing.length === 0) return null
  return (
    <Text fz="sm" c="var(--bk-bad)" role="status">
      {failing.length === 1 ? 'A scenario is' : `${String(failing.length)} scenarios are`} not as expected:{' '}
      {failing.map(({ name }) => `“${name}”`).join(', ')}. Simulate shows why.
    </Text>
  )
}

function More({ flow }: { flow: Flow }) {
  const navigate = useNavigate()
  const changed = useChanged()
  const [asking, { open, close }] = useDisclosure()
  const params = { path: { id: flow.id } }
  const neverLive = flow.liveVersion === null
  const gone = async () => {
    close()
    await navigate({ to: '/automation/flows' })
    await changed()
  }
  const archive = $api.useMutation('post', '/api/flows/{id}/archive', { onSuccess: gone })
  const remove = $api.useMutation('delete', '/api/flows/{id}', { onSuccess: gone })
  const exported = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(
      new Blob([JSON.stringify({ name: flow.name, definition: flow.draft }, null, 2)], {
        type: 'application/json',
      }),
    )
    link.download = `${flow.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.json`
    link.click()
    URL.revokeObjectURL(link.href)
  }
  if (flow.status === 'archived') return null
  return (
    <>
      <MoreMenu>
        <Menu.Item onClick={exported}>Save as a file</Menu.Item>
        <Menu.Item
          leftSection={neverLive ? <IconTrash size={16} /> : <IconArchive size={16} />}
          onClick={open}
        >
          {neverLive ? 'Delete draft…' : 'Archive…'}
        </Menu.Item>
      </MoreMenu>
      <ConfirmDanger
        opened={asking}
        onClose={close}
        title={neverLive ? `Delete “${flow.name}”?` : `Archive “${flow.name}”?`}
        action={neverLive ? 'Delete draft' : 'Archive'}
        onConfirm={() => (neverLive ? remove.mutate({ params }) : archive.mutate({ params }))}
        busy={archive.isPending || remove.isPending}
        error={archive.error ?? remove.error}
      >
        {neverLive
          ? 'The draft was never live, so nothing refers to it. It cannot be brought back.'
          : 'Nobody comes in any more, and for everybody who is in it it ends here. Its runs and messages stay to be read.'}
      </ConfirmDanger>
    </>
  )
}
