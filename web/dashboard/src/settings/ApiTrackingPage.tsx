import { Stack, Text } from '@mantine/core'
import { useWorkspace } from '../session/SessionContext'
import { CopyField, Page } from '../shared'
import { BrowserKeySection } from './browserKeys/BrowserKeySection'
import { KeySection } from './KeySection'
import { Section } from './Section'
import { WebhookSection } from './WebhookSection'
import { WorkspaceSection } from './WorkspaceSection'

/** What a developer needs to send data here, and the settings that everything is counted by. */
export function ApiTrackingPage() {
  return (
    <Page
      title="API & tracking"
      about="Addresses and keys for the systems that talk to Beckon, and the settings of this workspace."
      width="text"
    >
      <Identity />
      <BrowserKeySection />
      <KeySection />
      <WebhookSection />
      <WorkspaceSection />
    </Page>
  )
}

function Identity() {
  const workspace = useWorkspace()
  return (
    <Section
      title="Workspace"
      about="Platforms that ask for a user or account id (uid) want this number. It is not a secret."
    >
      <Stack gap={12} maw={520}>
        <Labelled label="uid">
          <CopyField value={workspace.uid} label="uid" />
        </Labelled>
        <Labelled label="Address of the API">
          <CopyField value={window.location.origin} label="address of the API" />
        </Labelled>
      </Stack>
    </Section>
  )
}

function Labelled({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <Text fz={13} fw={500} mb={4}>
        {label}
      </Text>
      {children}
    </div>
  )
}
