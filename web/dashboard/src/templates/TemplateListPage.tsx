import { EmptyState, Page } from '../shared'

export function TemplateListPage() {
  return (
    <Page title="Templates">
      <EmptyState title="No templates yet." />
    </Page>
  )
}
