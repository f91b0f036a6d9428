import { EmptyState, Page } from '../shared'

export function TestInboxPage() {
  return (
    <Page title="Test inbox">
      <EmptyState title="No messages have been caught yet." />
    </Page>
  )
}
