import { Button, Text } from '@mantine/core'
import { IconTargetArrow } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { allRows, DataList, DateTime, EmptyState, Page, useFormat } from '../shared'
import { BuildPill } from './BuildPill'

/** The audiences of the shop, each with who is in it now. */
export function AudienceListPage() {
  const mayChange = usePermission('contacts_write')
  return (
    <Page
      title="Audiences"
      about="Who has something in common: a filter that follows every event and the clock, so that people come in and leave by themselves."
      actions={mayChange && <Actions />}
    >
      <List />
    </Page>
  )
}

function Actions() {
  return (
    <>
      <Button variant="default" renderRoot={(props) => <Link to="/audiences/ready" {...props} />}>
        Ready-made
      </Button>
      <Button renderRoot={(props) => <Link to="/audiences/new" {...props} />}>New audience</Button>
    </>
  )
}

function List() {
  const format = useFormat()
  const navigate = useNavigate()
  const mayChange = usePermission('contacts_write')
  const audiences = $api.useQuery(
    'get',
    '/api/audiences',
    {},
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some(({ building }) => building !== null) === true ? 1_500 : 30_000,
    },
  )
  return (
    <DataList
      label="Audiences"
      noun={['audience']}
      rows={allRows(audiences, (data) => data.items)}
      rowKey={(audience) => audience.id}
      onOpen={(audience) => void navigate({ to: '/audiences/$id', params: { id: audience.id } })}
      columns={[
        { id: 'name', header: 'Name', width: '26%', cell: (audience) => audience.name },
        {
          id: 'members',
          header: 'People',
          align: 'right',
          width: 110,
          cell: (audience) => format.number(audience.members),
        },
        { id: 'state', header: 'State', width: 150, cell: (audience) => <BuildPill audience={audience} /> },
        {
          id: 'who',
          header: 'Who',
          onPhone: false,
          cell: (audience) => (
            <Text fz="inherit" lineClamp={2} title={audience.sentence}>
              {audience.sentence}
            </Text>
          ),
        },
        {
          id: 'updated',
          header: 'Edited',
          width: 130,
          onPhone: false,
          cell: (audience) => <DateTime at={audience.updatedAt} as="ago" />,
        },
      ]}
      empty={<NothingYet mayChange={mayChange} />}
    />
  )
}

function NothingYet({ mayChange }: { mayChange: boolean }) {
  return (
    <EmptyState
      title="No audiences yet"
      icon={<IconTargetArrow size={20} />}
      action={
        mayChange && (
          <Button renderRoot={(props) => <Link to="/audiences/ready" {...props} />}>
            Choose a ready-made one
          </Button>
        )
      }
    >
      An audience is everybody who fits a filter, such as “left a cart in the last 30 minutes and has not
      bought”. Start with one of those that retailers use most, or build your own.
    </EmptyState>
  )
}
