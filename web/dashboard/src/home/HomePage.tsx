import { EmptyState, Page } from '../shared'

export function HomePage() {
  return (
    <Page title="Home">
      <EmptyState title="Nothing has come in yet." />
    </Page>
  )
}
