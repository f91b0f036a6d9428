import { Anchor, SegmentedControl, Skeleton, Title } from '@mantine/core'
import { keepPreviousData } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api, type components } from '../../api'
import { EmptyState, ErrorState, Money, StatTile, useFormat } from '../../shared'
import type { Campaign, MessageStatus } from '../words'
import { DayCharts } from './DayCharts'
import classes from './Report.module.css'
import { Scheduled } from './Scheduled'
import { SkipReasons } from './SkipReasons'

export type Report = components['schemas']['CampaignReportView']

const route = getRouteApi('/shell/campaigns/$id')

/** The campaign in numbers, each with what it counts and the way to the rows behind it. */
export function ReportTab({ campaign }: { campaign: Campaign }) {
  const { days = '30' } = route.useSearch()
  const navigate = route.useNavigate()
  const report = $api.useQuery(
    'get',
    '/api/campaigns/{id}/report',
    { params: { path: { id: campaign.id }, query: { days: Number(days) } } },
    { placeholderData: keepPreviousData, refetchInterval: 15_000 },
  )
  if (report.data === undefined)
    return report.error != null ? (
      <ErrorState error={report.error} onRetry={() => void report.refetch()} />
    ) : (
      <Skeleton height={420} className="bk-shows-late" />
    )
  if (report.data.triggered === 0) return <NothingYet campaign={campaign} />
  return (
    <div className={classes['report']}>
      <Scheduled report={report.data} />
      <Tiles id={campaign.id} report={report.data} />
      <section aria-label="By day">
        <div className={classes['head']}>
          <Title order={2} size="h3">
            By day
          </Title>
          <SegmentedControl
            size="xs"
            aria-label="Period"
            data={[
              { value: '7', label: '7 days' },
              { value: '30', label: '30 days' },
              { value: '90', label: '90 days' },
            ]}
            value={days}
            onChange={(value) => {
              const chosen = (['7', '30', '90'] as const).find((each) => each === value)
              void navigate({ search: (old) => ({ ...old, ...(chosen && { days: chosen }) }), replace: true })
            }}
          />
        </div>
        <DayCharts days={report.data.days} currency={report.data.currency} />
      </section>
      <SkipReasons id={campaign.id} report={report.data} />
    </div>
  )
}

function Tiles({ id, report }: { id: string; report: Report }) {
  const format = useFormat()
  const { triggered, sent, opened, clicked, orders, revenue, currency } = report
  const ofSent = (count: number) => (sent === 0 ? null : `${format.share(count / sent)} of sent`)
  const window = `It counts when the order is delivered and was placed within ${format.count(report.attributionClickDays, 'day')} after a click or ${format.count(report.attributionOpenDays, 'day')} after an open.`
  return (
    <div className={classes['tiles']}>
      <StatTile
        label="Triggered"
        value={format.number(triggered)}
        definition="Abandoned carts that started this campaign since it first went live: sent, not sent, or waiting for their time."
        link={<Rows id={id}>All messages</Rows>}
      />
      <StatTile
        label="Sent"
        value={format.number(sent)}
        definition="Messages that were handed to the e-mail server and taken, since the campaign first went live."
        link={
          <Rows id={id} status="sent">
            {triggered === 0 ? 'Messages' : `${format.share(sent / triggered)} of triggered`}
          </Rows>
        }
      />
      <StatTile
        label="Opened"
        value={sent === 0 ? '–' : format.number(opened)}
        definition="Sent messages that were opened at least once. Some mail programs open every message by themselves, others hide it."
        link={<span>{ofSent(opened)}</span>}
      />
      <StatTile
        label="Clicked"
        value={sent === 0 ? '–' : format.number(clicked)}
        definition="Sent messages in which a link was clicked at least once. Unsubscribing does not count."
        link={<span>{ofSent(clicked)}</span>}
      />
      <StatTile
        label="Orders"
        value={sent === 0 ? '–' : format.number(orders)}
        definition={`Delivered orders credited to this campaign. ${window}`}
        link={<span>{sent === 0 ? null : `${format.share(orders / sent)} of sent`}</span>}
      />
      <StatTile
        label="Revenue"
        value={sent === 0 ? '–' : <Money amount={revenue} currency={currency} />}
        definition={`The total of delivered orders credited to this campaign, in ${currency}. ${window} Cancelling an order takes its part out again.`}
        link={
          <span>
            {orders === 0 ? null : (
              <>
                <Money amount={revenue / orders} currency={currency} /> an order
              </>
            )}
          </span>
        }
      />
    </div>
  )
}

interface RowsProps {
  id: string
  status?: MessageStatus
  children: string
}

/** The way to the messages behind a number. */
export function Rows({ id, status, children }: RowsProps) {
  return (
    <Anchor
      size="xs"
      renderRoot={(props) => (
        <Link
          to="/campaigns/$id"
          params={{ id }}
          search={{ tab: 'messages', ...(status && { status }) }}
          {...props}
        />
      )}
    >
      {children}
    </Anchor>
  )
}

function NothingYet({ campaign }: { campaign: Campaign }) {
  switch (campaign.status) {
    case 'live':
      return (
        <EmptyState title="No cart has been abandoned since it went live">
          The first abandonment your platform reports shows here within a second, sent or not, with the
          reason.
        </EmptyState>
      )
    case 'paused':
      return (
        <EmptyState title="It was paused before any cart was abandoned">Set it live to go on.</EmptyState>
      )
    case 'draft':
      return <EmptyState title="Nothing to report yet">The campaign was never live.</EmptyState>
  }
}
