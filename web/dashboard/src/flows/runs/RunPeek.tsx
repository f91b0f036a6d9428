import { Anchor, Button, Skeleton, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { errorSentence } from '../../api/errorSentence'
import { reasonWords } from '../../campaigns/reasons'
import { usePermission } from '../../session/SessionContext'
import { DateTime, ErrorState, Peek, StatusPill, WhyTrace } from '../../shared'
import type { Run } from './run'
import { RunStatus } from './RunStatus'

/** One run with every decision. */
export function RunPeek({ id, onClose }: { id: string; onClose: () => void }) {
  const run = $api.useQuery(
    'get',
    '/api/flow-runs/{run}',
    { params: { path: { run: id } } },
    { refetchInterval: 5_000 },
  )
  return (
    <Peek
      opened
      onClose={onClose}
      title={run.data?.contactName ?? 'Run'}
      status={run.data && <RunStatus run={run.data} />}
      actions={run.data && <Cancel run={run.data} />}
    >
      {run.data ? (
        <Body run={run.data} />
      ) : run.error ? (
        <ErrorState error={run.error} onRetry={() => void run.refetch()} />
      ) : (
        <Skeleton height={240} className="bk-shows-late" />
      )}
    </Peek>
  )
}

function Body({ run }: { run: Run }) {
  return (
    <>
      <Text fz="sm" mb="sm">
        <Anchor
          fz="inherit"
          renderRoot={(props) => <Link to="/contacts/$id" params={{ id: run.contact }} {...props} />}
        >
          {run.contactName}
        </Anchor>{' '}
        in {run.campaign ? run.flowName : <FlowLink run={run} />}, version {run.version}. Began{' '}
        <DateTime at={run.startedAt} as="ago" />
        {run.status === 'waiting' && run.dueAt !== null && (
          <>
            ; goes on <DateTime at={run.dueAt} as="ago" />
          </>
        )}
        .
      </Text>
      {run.goalAt !== null && (
        <Text fz="sm" mb="sm" c="var(--bk-good)">
          Reached the goal <DateTime at={run.goalAt} as="ago" />.
        </Text>
      )}
      {run.reason !== null && (
        <Text fz="sm" mb="sm">
          {reasonWords(run.reason).long}
        </Text>
      )}
      {run.detail !== null && (
        <Text fz="sm" mb="sm" c="var(--bk-bad)">
          {run.detail}
        </Text>
      )}
      {run.webhooks.length > 0 && <Webhooks calls={run.webhooks} />}
      <WhyTrace decisions={run.trace.map(({ rule, seen, passed }) => ({ rule, saw: seen, passed }))} />
    </>
  )
}

const callWords = {
  waiting: { word: 'Waiting', tone: 'busy' },
  delivered: { word: 'Taken', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
} as const

/** What became of calls to other systems. */
function Webhooks({ calls }: { calls: Run['webhooks'] }) {
  return (
    <Stack gap={6} mb="sm">
      {calls.map(({ id, url, status, attempts, code, answer, nextAt }) => {
        const known = Object.entries(callWords).find(([word]) => word === status)?.[1] ?? callWords.waiting
        return (
          <Text key={id} fz="sm" style={{ overflowWrap: 'anywhere' }}>
            <StatusPill tone={known.tone}>{known.word}</StatusPill> Call to {url}, tried {attempts}{' '}
            {attempts === 1 ? 'time' : 'times'}
            {code !== null && `, answered ${String(code)}`}
            {answer !== null && `: ${answer}`}
            {nextAt !== null && (
              <>
                ; next <DateTime at={nextAt} as="ago" />
              </>
            )}
          </Text>
        )
      })}
    </Stack>
  )
}

const FlowLink = ({ run }: { run: Run }) => (
  <Anchor
    fz="inherit"
    renderRoot={(props) => <Link to="/automation/flows/$id" params={{ id: run.flow }} {...props} />}
  >
    {run.flowName}
  </Anchor>
)

function Cancel({ run }: { run: Run }) {
  const queryClient = useQueryClient()
  const mayWrite = usePermission('campaigns_write')
  const cancel = $api.useMutation('post', '/api/flow-runs/{run}/cancel', {
    onSuccess: () =>
      queryClient.invalidateQueries({
        predicate: ({ queryKey }) => String(queryKey[1]).startsWith('/api/flow'),
      }),
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  if (!mayWrite || (run.status !== 'waiting' && run.status !== 'held')) return null
  return (
    <Button
      variant="default"
      size="xs"
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ params: { path: { run: run.id } } })}
    >
      Take out
    </Button>
  )
}
