import { EmptyState, Page } from '../shared'

export function ContactListPage() {
  return (
    <Page title="Contacts">
      <EmptyState title="No contacts yet." />
    </Page>
  )
}
