import { Anchor, Button, Select } from '@mantine/core'
import { IconRoute } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { reasonWords } from '../../campaigns/reasons'
import { byCursor, type Column, DataList, DateTime, EmptyState, Page, pagedRows } from '../../shared'
import { backToFlows } from '../FlowPage'
import classes from '../Flow.module.css'
import { type Run, runStatuses, runStatusWords } from './run'
import { RunStatus } from './RunStatus'
import { RunPeek } from './RunPeek'

const route = getRouteApi('/shell/automation/flow-runs')

const columns: Column<Run>[] = [
  { id: 'contact', header: 'Who', cell: ({ contactName }) => contactName },
  { id: 'flow', header: 'Flow', cell: ({ flowName }) => flowName },
  { id: 'status', header: 'Stands', width: 140, cell: (run) => <RunStatus run={run} /> },
  {
    id: 'why',
    header: 'Why',
    cell: ({ reason, status, dueAt }) =>
      reason !== null ? (
        reasonWords(reason).short
      ) : status === 'waiting' ? (
        <DateTime at={dueAt} as="ago" />
      ) : (
        ''
      ),
  },
  { id: 'at', header: 'Began', width: 150, cell: ({ startedAt }) => <DateTime at={startedAt} as="ago" /> },
]

/** Who went through flows, who did not come in, and why. */
export function RunListPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { flow, contact, status, reason, peek } = search
  const flows = $api.useQuery('get', '/api/flows')
  const counts = $api.useQuery(
    'get',
    '/api/flows/{id}/counts',
    { params: { path: { id: flow ?? '' } } },
    { enabled: flow !== undefined },
  )
  const query = { flow, contact, status, reason, limit: 50 }
  const rows = pagedRows(
    $api.useInfiniteQuery(
      'get',
      '/api/flow-runs',
      { params: { query } },
      { ...byCursor, refetchInterval: 10_000 },
    ),
  )
  const set = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true })
  const endings = counts.data?.endings ?? []
  return (
    <Page
      title="Runs"
      about="Each time somebody came to a flow: where they stand, what was decided and why; those who were not let in as well."
      back={backToFlows}
    >
      <div className={classes['filters']}>
        <Select
          aria-label="Flow"
          placeholder="All flows"
          data={(flows.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={flow ?? null}
          onChange={(chosen) => set({ flow: chosen ?? undefined, reason: undefined })}
          clearable
          searchable
        />
        <Select
          aria-label="Where they stand"
          placeholder="Wherever they stand"
          data={runStatuses.map((value) => ({ value, label: runStatusWords[value].word }))}
          value={status ?? null}
          onChange={(chosen) => set({ status: chosen ?? undefined })}
          clearable
        />
        <Select
          aria-label="Why"
          placeholder="For any reason"
          data={[...new Set(endings.flatMap((one) => (one.reason === null ? [] : [one.reason])))].map(
            (value) => ({
              value,
              label: `${reasonWords(value).short} (${String(endings.filter((one) => one.reason === value).reduce((sum, one) => sum + one.count, 0))})`,
            }),
          )}
          value={reason ?? null}
          onChange={(chosen) => set({ reason: chosen ?? undefined })}
          disabled={flow === undefined}
          clearable
        />
        {contact !== undefined && (
          <Button variant="default" onClick={() => set({ contact: undefined })}>
            Only one contact: show all
          </Button>
        )}
      </div>
      <DataList
        label="Runs"
        noun={['run']}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => set({ peek: id })}
        empty={
          <EmptyState icon={<IconRoute size={20} />} title="Nobody yet">
            As soon as somebody does what a live flow begins with, they are here.{' '}
            <Anchor fz="inherit" renderRoot={(props) => <Link to="/automation/flows" {...props} />}>
              See the flows
            </Anchor>
          </EmptyState>
        }
      />
      {peek !== undefined && <RunPeek id={peek} onClose={() => set({ peek: undefined })} />}
    </Page>
  )
}
