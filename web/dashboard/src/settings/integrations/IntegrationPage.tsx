import { Anchor, Button, Skeleton } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import { EmptyState, ErrorState, Page, StatusPill } from '../../shared'
import { Section } from '../Section'
import { CartBadge } from './CartBadge'
import { type Integration, ofKind, type Source, titleOf } from './catalogue'
import { ConnectForm } from './ConnectForm'
import classes from './Integrations.module.css'
import { EventNames } from './IntegrationsPage'
import { SourceSection } from './SourceSection'

const route = getRouteApi('/shell/settings/integrations/$kind')

const back = (
  <Anchor renderRoot={(props) => <Link to="/settings/integrations" {...props} />} fz={13} c="dimmed">
    <IconArrowLeft size={14} style={{ verticalAlign: -2 }} aria-hidden /> Integrations
  </Anchor>
)

/** One way in: connect it, see what to enter at the platform, watch the first event arrive. */
export function IntegrationPage() {
  const { kind } = route.useParams()
  const integrations = $api.useQuery('get', '/api/integrations')
  const sources = $api.useQuery('get', '/api/sources')
  const error = integrations.error ?? sources.error
  const integration = integrations.data?.find((one) => one.kind === kind)
  if (integration && sources.data)
    return <Known key={kind} integration={integration} sources={ofKind(sources.data.items, kind)} />
  return (
    <Page title="Integration" back={back} width="text">
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([integrations.refetch(), sources.refetch()])}
        />
      ) : integrations.data && sources.data ? (
        <EmptyState title="There is no such integration">
          The address may be mistyped. Integrations lists all there are.
        </EmptyState>
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Page>
  )
}

function Known({ integration, sources }: { integration: Integration; sources: Source[] }) {
  const [tokens, setTokens] = useState<Record<string, string>>({})
  const connected = sources.length > 0
  const keepToken = (id: string, token: string | null) => {
    if (token !== null) setTokens((old) => ({ ...old, [id]: token }))
  }
  return (
    <Page
      title={titleOf(integration)}
      about={integration.description}
      status={
        <StatusPill tone={connected ? 'good' : 'idle'}>
          {connected ? 'Connected' : 'Not connected'}
        </StatusPill>
      }
      back={back}
      width="text"
    >
      <div className={classes['sends']}>
        <CartBadge says={integration.cartAbandonment} />
        <EventNames names={integration.events} />
      </div>
      {sources.map((source) => (
        <SourceSection
          key={source.id}
          integration={integration}
          source={source}
          token={tokens[source.id]}
          onToken={(token) => keepToken(source.id, token)}
        />
      ))}
      <Connect integration={integration} first={!connected} onConnected={keepToken} />
    </Page>
  )
}

interface ConnectProps {
  integration: Integration
  first: boolean
  onConnected: (sourceId: string, token: string | null) => void
}

/** The Connect button and the form behind it. A door that keys open is connected once; a platform once per account there. */
function Connect({ integration, first, onConnected }: ConnectProps) {
  const mayConnect = usePermission('settings_write')
  const [open, setOpen] = useState(false)
  if (!first && integration.openedByKey) return null
  if (!mayConnect) return first ? <p>Your role may not connect it. Ask an owner of the workspace.</p> : null
  return (
    <Section title={first ? `Connect ${titleOf(integration)}` : 'Another account'}>
      {open ? (
        <ConnectForm
          integration={integration}
          onClose={() => setOpen(false)}
          onConnected={(id, token) => {
            setOpen(false)
            onConnected(id, token)
          }}
        />
      ) : (
        <Button variant={first ? 'filled' : 'default'} onClick={() => setOpen(true)}>
          {first ? 'Connect' : 'Connect another'}
        </Button>
      )}
    </Section>
  )
}
