import { Anchor, Button, Skeleton, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconArrowRight, IconGridDots } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../api'
import { errorSentence } from '../api/errorSentence'
import { dayWords } from '../predictions/predictions'
import { usePermission } from '../session/SessionContext'
import { allRows, DataList, DateTime, EmptyState, ErrorState, Money, Page, useFormat } from '../shared'
import { Flow, Trend } from './Charts'
import { Grid } from './Grid'
import type { Rfm } from './rfm'
import classes from './Rfm.module.css'
import { SettingsDialog } from './SettingsDialog'

/** Who the good customers are, and who is about to be lost. */
export function RfmPage() {
  const rfm = $api.useQuery('get', '/api/rfm')
  return (
    <Page
      title="RFM"
      about="Customers by when they last ordered (recency), how often (frequency) and what they spent (monetary value). Only delivered orders count."
      actions={<Actions />}
    >
      {rfm.data ? (
        <Known rfm={rfm.data} />
      ) : rfm.error ? (
        <ErrorState error={rfm.error} onRetry={() => void rfm.refetch()} />
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}

function Actions() {
  const queryClient = useQueryClient()
  const mayCompute = usePermission('contacts_write')
  const mayChange = usePermission('settings_write')
  const [open, setOpen] = useState(false)
  const compute = $api.useMutation('post', '/api/rfm/compute', {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/rfm'] })
      notifications.show({ message: 'Scores are up to date.' })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
  return (
    <>
      {mayChange && (
        <Button variant="default" onClick={() => setOpen(true)}>
          Settings
        </Button>
      )}
      {mayCompute && (
        <Button onClick={() => compute.mutate({})} loading={compute.isPending}>
          Compute now
        </Button>
      )}
      {open && <SettingsDialog onClose={() => setOpen(false)} />}
    </>
  )
}

function Known({ rfm }: { rfm: Rfm }) {
  const format = useFormat()
  if (rfm.computed === null)
    return (
      <EmptyState title="Nobody has a delivered order yet" icon={<IconGridDots size={20} />}>
        Connect your shop or till, or load last year’s orders. Scores are computed at the beginning of each
        day, and the first time as soon as there are orders.
      </EmptyState>
    )
  return (
    <div className={classes['page']}>
      <p className={classes['note']}>
        {format.count(rfm.computed.customers, 'customer')}, as of {dayWords(rfm.computed.day)}. Computed{' '}
        <DateTime at={rfm.computed.finishedAt} as="ago" /> in{' '}
        {format.number(Math.max(0.1, rfm.computed.milliseconds / 1_000), { maximumFractionDigits: 1 })} s.
      </p>
      <Grid rfm={rfm} cuts={rfm.computed.cuts} />
      <Segments rfm={rfm} />
      <Moves rfm={rfm} />
      <Trend rfm={rfm} />
    </div>
  )
}

function Segments({ rfm }: { rfm: Rfm }) {
  const format = useFormat()
  const rows = allRows($api.useQuery('get', '/api/rfm'), (data) => data.segments)
  return (
    <section aria-labelledby="rfm-segments">
      <div className={classes['head']}>
        <Title order={2} size="h3" id="rfm-segments">
          Segments
        </Title>
      </div>
      <DataList
        label="Segments"
        noun={['segment']}
        rows={rows}
        rowKey={(segment) => segment.name}
        columns={[
          {
            id: 'name',
            header: 'Segment',
            cell: (segment) => (
              <Anchor
                fz="inherit"
                fw={500}
                renderRoot={(props) => <Link to="/contacts" search={{ segment: segment.name }} {...props} />}
              >
                {segment.name}
              </Anchor>
            ),
          },
          {
            id: 'customers',
            header: 'Customers',
            align: 'right',
            cell: (segment) => format.number(segment.customers),
          },
          {
            id: 'share',
            header: 'Share',
            align: 'right',
            cell: (segment) => format.share(Number(segment.share)),
          },
          {
            id: 'orders',
            header: 'Orders',
            align: 'right',
            onPhone: false,
            cell: (segment) => format.number(segment.orders),
          },
          {
            id: 'revenue',
            header: 'Revenue',
            align: 'right',
            cell: (segment) => <Money amount={segment.revenue} currency={rfm.currency} />,
          },
          {
            id: 'average',
            header: 'Average order',
            align: 'right',
            cell: (segment) => <Money amount={segment.averageOrder} currency={rfm.currency} />,
          },
        ]}
        empty={null}
      />
    </section>
  )
}

const mostMoves = 12

function Moves({ rfm }: { rfm: Rfm }) {
  const format = useFormat()
  const moved = rfm.moves.filter(({ from, to }) => from !== to)
  if (rfm.moves.length === 0) return null
  return (
    <section aria-labelledby="rfm-moves">
      <div className={classes['head']}>
        <Title order={2} size="h3" id="rfm-moves">
          Who moved since the time before
        </Title>
      </div>
      {rfm.settingsChanged && (
        <p className={classes['note']}>
          The settings were changed in between, so people moved who did nothing.
        </p>
      )}
      {moved.length === 0 ? <p className={classes['note']}>Nobody did.</p> : <Flow moves={moved} />}
      <ul className={classes['moves']} aria-label="Moves">
        {moved.slice(0, mostMoves).map(({ from, to, customers }) => (
          <li key={`${from ?? ''}>${to ?? ''}`} className={classes['move']}>
            <span>{from ?? 'New customers'}</span>
            <IconArrowRight size={16} aria-label="to" />
            <span>{to ?? 'No delivered order any more'}</span>
            <strong>{format.number(customers)}</strong>
          </li>
        ))}
      </ul>
    </section>
  )
}
