import { usePermission } from '../../session/SessionContext'
import { Page } from '../../shared'
import { Section } from '../Section'
import { NewReplay } from './NewReplay'
import { ReplayList } from './ReplayList'

/** Takes in once more what was received: to add what is missing, or to build a workspace anew. */
export function ReplayPage() {
  const mayChange = usePermission('settings_write')
  return (
    <Page
      title="Replay"
      width="text"
      about="Every request is kept as it was received. A replay takes requests in once more, in their order. It never sends a message."
    >
      {mayChange && (
        <Section title="New replay">
          <NewReplay />
        </Section>
      )}
      <Section title="Replays">
        <ReplayList />
      </Section>
    </Page>
  )
}
