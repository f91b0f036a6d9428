import { usePermission } from '../session/SessionContext'
import { EmptyState, Page } from '../shared'
import { Section } from '../settings/Section'
import { EraseByAddress } from './EraseByAddress'
import { ErasureList } from './ErasureList'

/** Requests of people about their data: who was forgotten, and how to forget somebody who is no contact. */
export function PrivacyPage() {
  const may = usePermission('privacy')
  return (
    <Page
      title="Privacy"
      width="text"
      about="People may have a copy of their data, and may be forgotten. Both are on the page of the contact; here is what was asked for."
    >
      {may ? (
        <>
          <Section
            title="Erase somebody"
            about="Whoever is known by it is erased. Where nobody is, what was received is searched for it all the same."
          >
            <EraseByAddress />
          </Section>
          <Section title="Erasures">
            <ErasureList />
          </Section>
        </>
      ) : (
        <EmptyState title="You may not see this">Ask an owner or admin of the workspace.</EmptyState>
      )}
    </Page>
  )
}
