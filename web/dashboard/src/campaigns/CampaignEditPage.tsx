import { Anchor, Skeleton } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api } from '../api'
import { ErrorState, Page } from '../shared'
import { CampaignWizard } from './CampaignWizard'

const route = getRouteApi('/shell/campaigns/$id/edit')

/** The way back to the list, above the title of a campaign. */
export const backToCampaigns = (
  <Anchor size="sm" c="dimmed" renderRoot={(props) => <Link to="/campaigns" {...props} />}>
    Campaigns
  </Anchor>
)

/** A campaign in its wizard. */
export function CampaignEditPage() {
  const { id } = route.useParams()
  const campaign = $api.useQuery(
    'get',
    '/api/campaigns/{id}',
    { params: { path: { id } } },
    { refetchOnMount: 'always', refetchOnWindowFocus: false, refetchOnReconnect: false },
  )
  // Editing begins on what the server has now, not on what was read a minute ago; afterwards saving keeps it current.
  if (campaign.data !== undefined && campaign.isFetchedAfterMount)
    return <CampaignWizard key={id} campaign={campaign.data} />
  return (
    <Page title={campaign.data?.name ?? 'Campaign'} back={backToCampaigns}>
      {campaign.error != null ? (
        <ErrorState error={campaign.error} onRetry={() => void campaign.refetch()} />
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}
