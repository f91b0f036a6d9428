import { EmptyState, Page } from '../shared'

export function ChannelsPage() {
  return (
    <Page title="Channels">
      <EmptyState title="No channels are set up yet." />
    </Page>
  )
}
