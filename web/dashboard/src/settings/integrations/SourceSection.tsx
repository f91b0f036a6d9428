import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { usePermission } from '../../session/SessionContext'
import { CopyAction, CopyField, HrefLink, SecretOnce } from '../../shared'
import { NewKeyDialog } from '../NewKeyDialog'
import { Section } from '../Section'
import { exampleWith, type Integration, platformOf, type Source, takesToken, titleOf } from './catalogue'
import { DisconnectDialog } from './DisconnectDialog'
import { FirstEvent } from './FirstEvent'
import { Health } from './Health'
import classes from './Integrations.module.css'
import { RotateDialog } from './RotateDialog'
import { Samples } from './Samples'
import { SourceSettingsDialog } from './SourceSettingsDialog'

interface SourceSectionProps {
  integration: Integration
  source: Source
  /** Known only right after it was made. */
  token: string | undefined
  onToken: (token: string) => void
}

/** A connected source: what to enter at the platform, whether anything arrives, and how to change or end it. */
export function SourceSection({ integration, source, token, onToken }: SourceSectionProps) {
  const [madeKey, setMadeKey] = useState<string>()
  const secret = token ?? madeKey
  return (
    <Section
      title={source.name}
      action={<Actions integration={integration} source={source} onToken={onToken} />}
    >
      <Stack gap={24}>
        <Stack gap={8}>
          <FirstEvent source={source} />
          <Health health={source.health} />
          <Samples sourceId={source.id} />
        </Stack>
        <div>
          <Heading>
            {integration.openedByKey ? 'Send to this address' : `Give these to ${platformOf(integration)}`}
          </Heading>
          {source.connection && <Steps steps={source.connection.steps} />}
          <Stack gap={12}>
            {source.connection?.addresses.map((address) => (
              <div key={address.url}>
                <Label>{address.purpose}</Label>
                <CopyField value={address.url} label={`address for ${address.purpose.toLowerCase()}`} />
              </div>
            ))}
            {takesToken(integration) && <Token token={token} />}
            {integration.kind === 'browser' ? (
              <BrowserKeys />
            ) : (
              integration.openedByKey && <DoorKey integration={integration} onMade={setMadeKey} />
            )}
          </Stack>
          <Text fz={13} c="dimmed" mt={8}>
            {source.connection?.authentication}
          </Text>
        </div>
        {source.connection && (
          <div>
            <Heading>Try it</Heading>
            <Example text={exampleWith(source.connection.example, secret)} />
          </div>
        )}
      </Stack>
    </Section>
  )
}

const Heading = ({ children }: { children: React.ReactNode }) => (
  <Title order={3} size="h4" mb={8}>
    {children}
  </Title>
)

function Steps({ steps }: { steps: readonly string[] }) {
  if (steps.length === 0) return null
  return (
    <ol className={classes['steps']}>
      {steps.map((step) => (
        <li key={step}>{step}</li>
      ))}
    </ol>
  )
}

const Label = ({ children }: { children: React.ReactNode }) => (
  <Text fz={13} fw={500} mb={4}>
    {children}
  </Text>
)

function Token({ token }: { token: string | undefined }) {
  return (
    <div>
      <Label>API key</Label>
      {token === undefined ? (
        <Text fz={13} c="dimmed">
          It was shown when it was made. Replace it if it is lost.
        </Text>
      ) : (
        <SecretOnce secret={token} hint="" label="API key" />
      )}
    </div>
  )
}

function BrowserKeys() {
  return (
    <Text fz={13}>
      <HrefLink href="/settings/api-tracking">Browser keys and the lines to paste</HrefLink> are under API &
      tracking.
    </Text>
  )
}

function DoorKey({ integration, onMade }: { integration: Integration; onMade: (secret: string) => void }) {
  const mayMake = usePermission('settings_write')
  const [making, setMaking] = useState(false)
  return (
    <div>
      <Label>Secret key</Label>
      <Text fz={13} c="dimmed" mb={8}>
        Any key of this workspace that may send data.
      </Text>
      {mayMake && (
        <Button variant="default" size="xs" onClick={() => setMaking(true)}>
          Create a key for it
        </Button>
      )}
      <NewKeyDialog
        opened={making}
        onClose={() => setMaking(false)}
        onMade={onMade}
        name={titleOf(integration)}
      />
    </div>
  )
}

function Example({ text }: { text: string }) {
  return (
    <div className={classes['example']}>
      {/* Scrolls sideways, so the keyboard must be able to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} aria-label="A call for a shell">
        {text}
      </pre>
      <div className={classes['exampleCopy']}>
        <CopyAction value={text} label="the call" />
      </div>
    </div>
  )
}

function Actions({ integration, source, onToken }: Omit<SourceSectionProps, 'token'>) {
  const mayChange = usePermission('settings_write')
  const [open, setOpen] = useState<'settings' | 'rotate' | 'disconnect'>()
  const close = () => setOpen(undefined)
  if (!mayChange) return null
  return (
    <Group gap={8}>
      {integration.settings.some(({ kind }) => kind === 'mapping') && (
        <Button
          size="xs"
          renderRoot={(props) => (
            <Link
              to="/settings/integrations/$kind/$source/fields"
              params={{ kind: integration.kind, source: source.id }}
              {...props}
            />
          )}
        >
          Map fields
        </Button>
      )}
      <Button variant="default" size="xs" onClick={() => setOpen('settings')}>
        Settings
      </Button>
      {takesToken(integration) && (
        <Button variant="default" size="xs" onClick={() => setOpen('rotate')}>
          Replace API key
        </Button>
      )}
      <Button variant="default" size="xs" onClick={() => setOpen('disconnect')}>
        Disconnect
      </Button>
      {open === 'settings' && (
        <SourceSettingsDialog integration={integration} source={source} onClose={close} />
      )}
      {open === 'rotate' && (
        <RotateDialog integration={integration} source={source} onClose={close} onToken={onToken} />
      )}
      {open === 'disconnect' && (
        <DisconnectDialog integration={integration} source={source} onClose={close} />
      )}
    </Group>
  )
}
