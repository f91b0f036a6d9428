import { Button, Skeleton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconChartHistogram } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../api'
import { errorSentence } from '../api/errorSentence'
import { usePermission } from '../session/SessionContext'
import { DateTime, EmptyState, ErrorState, Page, useFormat } from '../shared'
import { Figures } from './Figures'
import classes from './Predictions.module.css'
import { dayWords, type Predictions } from './predictions'
import { Probability } from './Probability'
import { SettingsDialog } from './SettingsDialog'
import { TopCustomers } from './TopCustomers'

/** What customers are expected to do. */
export function PredictionsPage() {
  const predictions = $api.useQuery('get', '/api/predictions')
  return (
    <Page
      title="Predictions"
      about="How often customers will buy, whether they still are customers, and what they will be worth, from when they bought and what they spent. Only delivered orders count."
      actions={<Actions />}
    >
      {predictions.data ? (
        <Known predictions={predictions.data} />
      ) : predictions.error ? (
        <ErrorState error={predictions.error} onRetry={() => void predictions.refetch()} />
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
  const compute = $api.useMutation('post', '/api/predictions/compute', {
    onSuccess: async ({ refusal }) => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/predictions'] })
      if (refusal === null) notifications.show({ message: 'Predictions are up to date.' })
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

function Known({ predictions }: { predictions: Predictions }) {
  const format = useFormat()
  const { computed, outcome, refusal } = predictions
  if (computed === null || outcome === null)
    return (
      <EmptyState
        title={computed === null ? 'Nobody has a delivered order yet' : 'Nothing can be predicted yet'}
        icon={<IconChartHistogram size={20} />}
      >
        {refusal ??
          'Connect your shop or till, or load last year’s orders. Predictions are computed at the beginning of each day, and the first time as soon as there are orders.'}
      </EmptyState>
    )
  return (
    <div className={classes['page']}>
      <p className={classes['note']}>
        {format.count(computed.customers, 'customer')}, as of {dayWords(computed.day)}. Computed{' '}
        <DateTime at={computed.finishedAt} as="ago" /> in{' '}
        {format.number(Math.max(0.1, computed.milliseconds / 1_000), { maximumFractionDigits: 1 })} s.
      </p>
      <Figures
        outcome={outcome}
        days={computed.horizonDays}
        customers={computed.customers}
        currency={predictions.currency}
      />
      <Probability outcome={outcome} currency={predictions.currency} />
      <TopCustomers predictions={predictions} days={computed.horizonDays} />
    </div>
  )
}
