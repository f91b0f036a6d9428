import { Button } from '@mantine/core'
import { IconPlus, IconRoute } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { allRows, type Column, DataList, DateTime, EmptyState, Page, StatusPill, useFormat } from '../shared'
import type { FlowRow } from './flow'
import { statusWords } from './words'

const columns: Column<FlowRow>[] = [
  { id: 'name', header: 'Name', cell: ({ name }) => name },
  { id: 'status', header: 'Status', width: 190, cell: (flow) => <Status flow={flow} /> },
  { id: 'trigger', header: 'Begins when somebody', onPhone: false, cell: ({ trigger }) => trigger },
  {
    id: 'under',
    header: 'In it now',
    align: 'right',
    width: 110,
    cell: ({ underWay }) => <Count value={underWay} />,
  },
  {
    id: 'came',
    header: 'Last 30 days',
    align: 'right',
    width: 120,
    cell: ({ cameIn }) => <Count value={cameIn} />,
  },
  {
    id: 'edited',
    header: 'Edited',
    width: 130,
    cell: ({ updatedAt }) => <DateTime at={updatedAt} as="ago" />,
  },
]

function Status({ flow }: { flow: FlowRow }) {
  const { word, tone } = statusWords[flow.status]
  return (
    <StatusPill tone={tone}>
      {word}
      {flow.status !== 'draft' && flow.status !== 'archived' && flow.hasChanges && ', edited since'}
    </StatusPill>
  )
}

const Count = ({ value }: { value: number }) => (
  <span className="bk-figures">{useFormat().number(value)}</span>
)

/** All flows. */
export function FlowListPage() {
  const navigate = useNavigate()
  const mayWrite = usePermission('campaigns_write')
  const rows = allRows(
    $api.useQuery('get', '/api/flows', {}, { refetchInterval: 10_000 }),
    (data) => data.items,
  )
  const add = mayWrite && (
    <Button
      leftSection={<IconPlus size={16} />}
      renderRoot={(props) => <Link to="/automation/flows/new" {...props} />}
    >
      New flow
    </Button>
  )
  return (
    <Page
      title="Flows"
      about="What happens by itself when somebody does something: it waits, decides and writes."
      actions={add}
    >
      <DataList
        label="Flows"
        noun={['flow']}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: '/automation/flows/$id', params: { id } })}
        empty={
          <EmptyState icon={<IconRoute size={20} />} title="No flows yet" action={add}>
            Begin with one of the recipes: an order that is ready, a cart that was left, a welcome. Each is a
            click, and nothing is sent before you publish it.
          </EmptyState>
        }
      />
    </Page>
  )
}
