import { EmptyState, Page } from '../shared'

export function EventHistoryPage() {
  return (
    <Page title="Event history">
      <EmptyState title="No events have come in yet." />
    </Page>
  )
}
