import { EmptyState, Page } from '../shared'

export function CampaignListPage() {
  return (
    <Page title="Campaigns">
      <EmptyState title="No campaigns yet." />
    </Page>
  )
}
