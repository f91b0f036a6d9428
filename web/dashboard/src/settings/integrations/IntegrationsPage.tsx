import { Skeleton, Title } from '@mantine/core'
import { IconBolt, IconBuildingStore, IconReceipt, IconShoppingCart } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { DateTime, ErrorState, Page, StatusPill } from '../../shared'
import { CartBadge } from './CartBadge'
import { type Integration, lastEventOf, ofKind, type Source, titleOf } from './catalogue'
import { isAiling } from './health'
import classes from './Integrations.module.css'

const icons: Record<string, typeof IconBolt> = {
  jane: IconBuildingStore,
  cart_api: IconShoppingCart,
  orders_api: IconReceipt,
}

/** Every way in: what it sends, and whether this workspace uses it. */
export function IntegrationsPage() {
  const integrations = $api.useQuery('get', '/api/integrations')
  const sources = $api.useQuery('get', '/api/sources')
  const error = integrations.error ?? sources.error
  return (
    <Page title="Integrations" about="Where carts, orders and everything else that shoppers do come from.">
      {integrations.data && sources.data ? (
        <ul className={classes['cards']}>
          {integrations.data.map((integration) => (
            <IntegrationCard
              key={integration.kind}
              integration={integration}
              sources={ofKind(sources.data.items, integration.kind)}
            />
          ))}
        </ul>
      ) : error ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([integrations.refetch(), sources.refetch()])}
        />
      ) : (
        <Skeleton height={220} className="bk-shows-late" />
      )}
    </Page>
  )
}

function IntegrationCard({ integration, sources }: { integration: Integration; sources: Source[] }) {
  const Icon = icons[integration.kind] ?? IconBolt
  const connected = sources.length > 0
  return (
    <li className={`bk-card ${classes['card'] ?? ''}`}>
      <div className={classes['cardHead']}>
        <span className={classes['icon']} aria-hidden>
          <Icon size={20} stroke={1.75} />
        </span>
        <Title order={2} size="h3">
          <Link
            to="/settings/integrations/$kind"
            params={{ kind: integration.kind }}
            className={classes['cardLink']}
          >
            {titleOf(integration)}
          </Link>
        </Title>
        {sources.some(({ health }) => isAiling(health)) ? (
          <StatusPill tone="warn">Much is refused</StatusPill>
        ) : (
          <StatusPill tone={connected ? 'good' : 'idle'}>
            {connected ? 'Connected' : 'Not connected'}
          </StatusPill>
        )}
      </div>
      <p className={classes['about']}>{integration.description}</p>
      <EventNames names={integration.events} />
      <div className={classes['cardFoot']}>
        <CartBadge says={integration.cartAbandonment} />
        {connected ? <LastEvent sources={sources} /> : <span className={classes['connect']}>Connect</span>}
      </div>
    </li>
  )
}

/** The events of an integration, as flows and filters know them. */
export function EventNames({ names }: { names: readonly string[] }) {
  if (names.length === 0)
    return <p className={classes['events']}>Sends: any event, under names of your own</p>
  return (
    <p className={classes['events']}>
      Sends:{' '}
      {names.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          <code>{name}</code>
        </span>
      ))}
    </p>
  )
}

function LastEvent({ sources }: { sources: readonly Source[] }) {
  const at = lastEventOf(sources)
  return at === null ? (
    <span>No event yet</span>
  ) : (
    <span>
      Last event <DateTime at={at} as="ago" />
    </span>
  )
}
