import { Button, Skeleton, Tabs } from '@mantine/core'
import { IconPencil, IconPlayerPlay } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { DateTime, ErrorState, Page } from '../shared'
import classes from './Campaign.module.css'
import { backToCampaigns } from './CampaignEditPage'
import { CampaignMenu } from './CampaignMenu'
import { CampaignStatusPill } from './CampaignStatusPill'
import { PauseButton } from './PauseButton'
import { MessagesTab } from './report/MessagesTab'
import { ReportTab } from './report/ReportTab'
import { WhyDialog } from './report/WhyDialog'
import type { Campaign } from './words'

const route = getRouteApi('/shell/campaigns/$id')

/** What a campaign did, and every message behind it. */
export function CampaignPage() {
  const { id } = route.useParams()
  const { tab = 'report', why } = route.useSearch()
  const navigate = route.useNavigate()
  const campaign = $api.useQuery('get', '/api/campaigns/{id}', { params: { path: { id } } })
  if (campaign.data === undefined)
    return (
      <Page title="Campaign" back={backToCampaigns}>
        {campaign.error != null ? (
          <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />
        ) : (
          <Skeleton height={480} className="bk-shows-late" />
        )}
      </Page>
    )
  return (
    <Page
      title={campaign.data.name}
      back={backToCampaigns}
      status={<CampaignStatusPill campaign={campaign.data} />}
      about={<Since campaign={campaign.data} />}
      actions={<Actions campaign={campaign.data} />}
    >
      {campaign.data.status !== 'draft' && campaign.data.hasUnpublishedChanges && (
        <div className={classes['unpublished']}>
          <span>
            {campaign.data.status === 'live' ? (
              <>
                It was edited since it went live. Shoppers get the version of{' '}
                <DateTime at={campaign.data.liveAt} as="dateTime" /> until it is set live again.
              </>
            ) : (
              <>
                It was edited since it was last live, on <DateTime at={campaign.data.liveAt} as="dateTime" />.
                Setting it live puts the changes to work.
              </>
            )}
          </span>
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link to="/campaigns/$id/edit" params={{ id }} search={{ step: 'review' }} {...props} />
            )}
          >
            Review the changes
          </Button>
        </div>
      )}
      <Tabs
        value={tab}
        keepMounted={false}
        onChange={(value) =>
          void navigate({ search: value === 'messages' ? { tab: 'messages' } : {}, replace: true })
        }
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="report">Report</Tabs.Tab>
          <Tabs.Tab value="messages">Messages</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="report">
          <ReportTab campaign={campaign.data} />
        </Tabs.Panel>
        <Tabs.Panel value="messages">
          <MessagesTab campaign={campaign.data} />
        </Tabs.Panel>
      </Tabs>
      <WhyDialog campaignId={id} contactId={why} />
    </Page>
  )
}

function Since({ campaign }: { campaign: Campaign }) {
  const channel = campaign.channel === 'sms' ? 'Text message' : 'Email'
  if (campaign.liveAt === null) return <>Abandoned Cart · {channel} · never live yet</>
  return (
    <>
      Abandoned Cart · {channel} · All subscribed users · set live <DateTime at={campaign.liveAt} as="ago" />
    </>
  )
}

function Actions({ campaign }: { campaign: Campaign }) {
  const mayWrite = usePermission('campaigns_write')
  if (!mayWrite) return null
  const edit = { id: campaign.id }
  const live = campaign.status === 'live'
  return (
    <>
      <CampaignMenu campaign={campaign} />
      <Button
        variant="default"
        leftSection={<IconPencil size={16} />}
        renderRoot={(props) => (
          <Link to="/campaigns/$id/edit" params={edit} search={{ step: 'content' }} {...props} />
        )}
      >
        Edit
      </Button>
      {live ? (
        <PauseButton campaign={campaign} />
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} />}
          renderRoot={(props) => (
            <Link to="/campaigns/$id/edit" params={edit} search={{ step: 'review' }} {...props} />
          )}
        >
          Review and set live
        </Button>
      )}
    </>
  )
}
