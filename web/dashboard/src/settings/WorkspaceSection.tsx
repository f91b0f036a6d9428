import { Skeleton } from '@mantine/core'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { ErrorState } from '../shared'
import { Section } from './Section'
import { WorkspaceForm } from './WorkspaceForm'

/** The settings that figures, dates, consent and credit follow. */
export function WorkspaceSection() {
  const mayChange = usePermission('settings_write')
  const workspace = $api.useQuery('get', '/api/workspace')
  return (
    <Section
      title="Settings"
      about="How days, money and phone numbers are read here, whom e-mails may go to, and when an order counts as recovered."
    >
      {workspace.data ? (
        <WorkspaceForm saved={workspace.data} mayChange={mayChange} />
      ) : workspace.error ? (
        <ErrorState error={workspace.error} onRetry={() => void workspace.refetch()} />
      ) : (
        <Skeleton height={360} className="bk-shows-late" />
      )}
    </Section>
  )
}
