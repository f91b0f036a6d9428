import { SegmentedControl, Skeleton } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { EmptyState, ErrorState, HrefLink, Page } from '../shared'
import { Attention } from './Attention'
import { Checklist } from './Checklist'
import { DayChart } from './DayChart'
import { DemoShop } from './DemoShop'
import classes from './Home.module.css'
import { spans, usualSpan } from './spans'
import { Tiles } from './Tiles'

const route = getRouteApi('/shell/')

/** How often the numbers are brought up to date while somebody looks. */
const freshEvery = 30_000

/** Today at a glance: what came in, what went out, what it brought, and what to do next. */
export function HomePage() {
  const mayRead = usePermission('history_read')
  if (mayRead) return <Glance />
  return (
    <Page title="Home">
      <EmptyState title="Look somebody up" action={<HrefLink href="/contacts">Go to contacts</HrefLink>}>
        Your role looks contacts up. The numbers of the shop are for its owners and marketers.
      </EmptyState>
    </Page>
  )
}

function Glance() {
  const { days = usualSpan } = route.useSearch()
  const home = $api.useQuery(
    'get',
    '/api/home',
    { params: { query: { days: Number(days) } } },
    { placeholderData: keepPreviousData, refetchInterval: freshEvery },
  )
  return (
    <Page title="Home" actions={<PeriodSwitch />}>
      {home.data ? (
        <div className={classes['home']} data-stale={home.isPlaceholderData}>
          {home.error != null && <ErrorState error={home.error} onRetry={() => void home.refetch()} />}
          {home.data.demoShop !== null && <DemoShop href={home.data.demoShop} />}
          <Checklist steps={home.data.checklist} />
          <Tiles home={home.data} />
          <Attention items={home.data.attention} />
          <DayChart home={home.data} />
        </div>
      ) : home.error ? (
        <ErrorState error={home.error} onRetry={() => void home.refetch()} />
      ) : (
        <Skeleton height={520} className="bk-shows-late" />
      )}
    </Page>
  )
}

function PeriodSwitch() {
  const { days = usualSpan } = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <SegmentedControl
      aria-label="Period"
      data={spans.map((value) => ({ value, label: `${value} days` }))}
      value={days}
      onChange={(value) => {
        const chosen = spans.find((span) => span === value)
        void navigate({ search: chosen === undefined || chosen === usualSpan ? {} : { days: chosen } })
      }}
    />
  )
}
