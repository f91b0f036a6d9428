import { EmptyState, Page } from '../shared'

export function OrderListPage() {
  return (
    <Page title="Orders">
      <EmptyState title="No orders have come in yet." />
    </Page>
  )
}
