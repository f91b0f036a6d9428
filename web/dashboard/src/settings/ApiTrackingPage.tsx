import { EmptyState, Page } from '../shared'

export function ApiTrackingPage() {
  return (
    <Page title="API & tracking">
      <EmptyState title="No API keys yet." />
    </Page>
  )
}
