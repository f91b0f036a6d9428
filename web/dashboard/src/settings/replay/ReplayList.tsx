import { Button, Progress } from '@mantine/core'
import { IconHistory } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { $api, type components } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { useSwitchWorkspace } from '../../session/useSwitchWorkspace'
import {
  byCursor,
  CardList,
  DateTime,
  EmptyState,
  pagedRows,
  StatusPill,
  type Tone,
  useFormat,
} from '../../shared'
import { useNow } from '../../shared/useNow'
import classes from './Replay.module.css'
import { inTime, isGoing, secondsLeft } from './replayOrder'

type Replay = components['schemas']['ReplayView']

const states: Record<Replay['status'], { tone: Tone; word: string }> = {
  waiting: { tone: 'idle', word: 'Waiting' },
  running: { tone: 'busy', word: 'Taking in' },
  finishing: { tone: 'busy', word: 'Processing the last events' },
  done: { tone: 'good', word: 'Done' },
  cancelled: { tone: 'paused', word: 'Cancelled' },
  failed: { tone: 'bad', word: 'Failed' },
}

/** All replays, latest first, each with how far it is. */
export function ReplayList() {
  const list = $api.useInfiniteQuery(
    'get',
    '/api/replays',
    { params: { query: {} } },
    {
      ...byCursor,
      refetchInterval: (query) =>
        query.state.data?.pages.some((page) => page.items.some(isGoing)) === true ? 1_000 : false,
    },
  )
  const rows = pagedRows(list)
  return (
    <CardList
      label="Replays"
      rows={rows}
      rowKey={(replay) => replay.id}
      list={classes['list']}
      item={classes['item']}
      empty={
        <EmptyState title="Nothing was replayed yet" icon={<IconHistory size={20} />}>
          Replay after a mistake was mended, when something seems to be missing, or to check that the same
          requests still come to the same.
        </EmptyState>
      }
    >
      {(replay) => <Item replay={replay} />}
    </CardList>
  )
}

function Item({ replay }: { replay: Replay }) {
  const { tone, word } = states[replay.status]
  return (
    <>
      <div className={classes['head']}>
        <StatusPill tone={tone}>{word}</StatusPill>
        <strong>
          {replay.into === 'here'
            ? 'Into this workspace'
            : `Into the new workspace ${replay.workspaceName ?? ''}`}
        </strong>
        <span className={classes['actions']}>
          <Actions replay={replay} />
        </span>
      </div>
      <div className={classes['range']}>
        Received from <DateTime at={replay.from} as="dateTime" /> until{' '}
        <DateTime at={replay.to} as="dateTime" /> · begun <DateTime at={replay.createdAt} as="ago" /> by{' '}
        {replay.by.replace(/^user:/, '')}
      </div>
      <Reached replay={replay} />
      {replay.refused > 0 && <Refused replay={replay} />}
      {replay.error !== null && <p className={classes['fault']}>It stopped: {replay.error}</p>}
    </>
  )
}

function Reached({ replay }: { replay: Replay }) {
  const format = useFormat()
  const left = secondsLeft(replay, useNow())
  const share = replay.requests ? (100 * replay.done) / replay.requests : 0
  return (
    <div role="status">
      {isGoing(replay) && <Progress value={share} aria-label="Taken in" my={6} />}
      <span className={classes['figures']}>
        {replay.requests === null
          ? 'Counting what there is'
          : `${format.number(replay.done)} of ${format.count(replay.requests, 'request')}`}
        {' · '}
        {format.count(replay.events, 'event')}
        {left !== null && ` · ${inTime(left)}`}
      </span>
    </div>
  )
}

function Refused({ replay }: { replay: Replay }) {
  const format = useFormat()
  return (
    <p className={classes['fault']}>
      {format.count(replay.refused, 'request')} could no longer be read. The last of them: {replay.refusal}
    </p>
  )
}

function Actions({ replay }: { replay: Replay }) {
  const mayChange = usePermission('settings_write')
  const queryClient = useQueryClient()
  const cancel = $api.useMutation('post', '/api/replays/{id}/cancel', {
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['get', '/api/replays'] }),
  })
  const open = useSwitchWorkspace()
  return (
    <>
      {replay.into === 'new_workspace' && (
        <Button
          variant="default"
          size="compact-sm"
          loading={open.isPending}
          onClick={() => open.mutate(replay.workspaceId)}
        >
          Open
        </Button>
      )}
      {mayChange && isGoing(replay) && (
        <Button
          variant="default"
          size="compact-sm"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ params: { path: { id: replay.id } } })}
        >
          Cancel
        </Button>
      )}
    </>
  )
}
