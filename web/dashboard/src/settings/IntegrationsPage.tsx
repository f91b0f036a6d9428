import { EmptyState, Page } from '../shared'

export function IntegrationsPage() {
  return (
    <Page title="Integrations">
      <EmptyState title="Nothing is connected yet." />
    </Page>
  )
}
