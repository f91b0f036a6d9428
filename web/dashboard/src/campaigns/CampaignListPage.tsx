import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus, IconSend } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import {
  allRows,
  type Column,
  DataList,
  DateTime,
  EmptyState,
  ErrorState,
  Money,
  Page,
  useFormat,
} from '../shared'
import { CampaignMenu } from './CampaignMenu'
import { CampaignStatusPill } from './CampaignStatusPill'
import { type Campaign, campaignStatuses, statusWords } from './words'

const route = getRouteApi('/shell/campaigns')

const columns: Column<Campaign>[] = [
  { id: 'name', header: 'Name', cell: (campaign) => campaign.name },
  {
    id: 'status',
    header: 'Status',
    width: 190,
    cell: (campaign) => <CampaignStatusPill campaign={campaign} />,
  },
  { id: 'type', header: 'Type', width: 150, onPhone: false, cell: () => 'Abandoned Cart' },
  {
    id: 'sent',
    header: 'Sent',
    align: 'right',
    width: 110,
    cell: (campaign) => <Sent campaign={campaign} />,
  },
  {
    id: 'revenue',
    header: 'Revenue',
    align: 'right',
    width: 130,
    cell: (campaign) => <Revenue campaign={campaign} />,
  },
  {
    id: 'edited',
    header: 'Edited',
    width: 140,
    cell: (campaign) => <DateTime at={campaign.updatedAt} as="ago" />,
  },
]

const menu: Column<Campaign> = {
  id: 'more',
  header: <span className="bk-only-read">More</span>,
  width: 48,
  align: 'right',
  onPhone: false,
  cell: (campaign) => <CampaignMenu campaign={campaign} />,
}

/** All campaigns and what they brought. */
export function CampaignListPage() {
  const { status } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = usePermission('campaigns_write')
  const { create, creating, error } = useNewCampaign()
  const rows = allRows($api.useQuery('get', '/api/campaigns', {}), (data) =>
    data.items.filter((campaign) => status === undefined || campaign.status === status),
  )
  const add = mayWrite && (
    <Button leftSection={<IconPlus size={16} />} loading={creating} onClick={create}>
      Add campaign
    </Button>
  )
  const open = (campaign: Campaign): void =>
    void navigate({
      to: campaign.liveAt === null && mayWrite ? '/campaigns/$id/edit' : '/campaigns/$id',
      params: { id: campaign.id },
    })
  return (
    <Page title="Campaigns" actions={add}>
      {error != null && <ErrorState error={error} />}
      <SegmentedControl
        mb="md"
        size="xs"
        aria-label="Status"
        data={[
          { value: '', label: 'All' },
          ...campaignStatuses.map((value) => ({ value, label: statusWords[value].word })),
        ]}
        value={status ?? ''}
        onChange={(value) => {
          const chosen = campaignStatuses.find((each) => each === value)
          void navigate({ search: chosen === undefined ? {} : { status: chosen }, replace: true })
        }}
      />
      <DataList
        label="Campaigns"
        noun={['campaign']}
        columns={mayWrite ? [...columns, menu] : columns}
        rows={rows}
        rowKey={(campaign) => campaign.id}
        onOpen={open}
        empty={
          status === undefined ? (
            <EmptyState icon={<IconSend size={20} />} title="No campaigns yet" action={add}>
              An Abandoned Cart campaign reminds each subscribed shopper of what they left behind, once for
              every cart they abandon.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<IconSend size={20} />}
              title={`No campaign is ${statusWords[status].word.toLowerCase()}`}
              action={
                <Button variant="default" onClick={() => void navigate({ search: {}, replace: true })}>
                  Show all
                </Button>
              }
            />
          )
        }
      />
    </Page>
  )
}

function useNewCampaign() {
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const post = $api.useMutation('post', '/api/campaigns')
  const create = (): void =>
    post.mutate(
      { body: {} },
      {
        onSuccess: (made) => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/campaigns'] })
          void navigate({ to: '/campaigns/$id/edit', params: { id: made.id } })
        },
      },
    )
  return { create, creating: post.isPending, error: post.error }
}

// The report of a campaign that was never live is all dashes: it is not asked for.
const useFigures = (campaign: Campaign) =>
  $api.useQuery(
    'get',
    '/api/campaigns/{id}/report',
    { params: { path: { id: campaign.id }, query: { days: 1 } } },
    { enabled: campaign.liveAt !== null, staleTime: 60_000 },
  ).data

function Sent({ campaign }: { campaign: Campaign }) {
  return <span className="bk-figures">{useFormat().number(useFigures(campaign)?.sent)}</span>
}

function Revenue({ campaign }: { campaign: Campaign }) {
  const figures = useFigures(campaign)
  return <Money amount={figures?.revenue} currency={figures?.currency ?? null} />
}
