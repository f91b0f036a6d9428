import {
  Anchor,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Progress,
  SegmentedControl,
  Skeleton,
  Text,
} from '@mantine/core'
import { IconFlask } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../../api'
import { useWorkspace } from '../../session/SessionContext'
import { EmptyState, ErrorState, Page, useFormat } from '../../shared'
import { allSteps, type Flow } from '../flow'
import { Scenarios } from '../scenarios/Scenarios'
import { choiceOf } from '../words'
import { OneContact } from './OneContact'
import { Examples, Outcome } from './Outcome'
import classes from './Simulate.module.css'
import type { Simulation } from './simulation'

const route = getRouteApi('/shell/automation/flows/$id/simulate')
const spans = ['7', '30', '90'] as const

/** A draft tried out on what has happened. */
export function SimulatePage() {
  const { id } = route.useParams()
  const flow = $api.useQuery('get', '/api/flows/{id}', { params: { path: { id } } })
  return (
    <Page
      title={flow.data === undefined ? 'Simulate' : `Simulate “${flow.data.name}”`}
      about="The draft on the events of the last days: whom it would have written to, when and why. Nothing is sent, nobody is changed."
      back={
        <Anchor
          size="sm"
          c="dimmed"
          renderRoot={(props) => <Link to="/automation/flows/$id" params={{ id }} {...props} />}
        >
          {flow.data?.name ?? 'Flow'}
        </Anchor>
      }
    >
      {flow.data ? (
        <Simulations flow={flow.data} />
      ) : flow.error ? (
        <ErrorState error={flow.error} onRetry={() => void flow.refetch()} />
      ) : (
        <Skeleton height={320} className="bk-shows-late" />
      )}
    </Page>
  )
}

function Simulations({ flow }: { flow: Flow }) {
  const params = { path: { id: flow.id } }
  const queryClient = useQueryClient()
  const { currency } = useWorkspace()
  const [days, setDays] = useState<string>('30')
  const [loaded, setLoaded] = useState(true)
  const [price, setPrice] = useState<string | number>('')
  const [textPrice, setTextPrice] = useState<string | number>('')
  const texts = allSteps(flow.draft.steps).some((step) => choiceOf(step) === 'send_sms')
  const simulations = $api.useQuery(
    'get',
    '/api/flows/{id}/simulations',
    { params },
    { refetchInterval: ({ state }) => (state.data?.items[0]?.status === 'running' ? 500 : false) },
  )
  const begin = $api.useMutation('post', '/api/flows/{id}/simulations', {
    onSuccess: () =>
      queryClient.invalidateQueries({
        queryKey: $api.queryOptions('get', '/api/flows/{id}/simulations', { params }).queryKey,
      }),
  })
  const latest = simulations.data?.items[0]
  const running = latest?.status === 'running'
  return (
    <div className={classes['page']}>
      <Group gap="sm" align="end">
        <SegmentedControl
          aria-label="Which days"
          data={spans.map((value) => ({ value, label: `Last ${value} days` }))}
          value={days}
          onChange={setDays}
        />
        <NumberInput
          label={`Price of 1,000 e-mails, ${currency}`}
          placeholder="Not said"
          min={0}
          max={100_000}
          decimalScale={2}
          hideControls
          w={210}
          value={price}
          onChange={setPrice}
        />
        {texts && (
          <NumberInput
            label={`Price of a text message, ${currency}`}
            placeholder="Not said"
            min={0}
            max={100}
            decimalScale={4}
            hideControls
            w={210}
            value={textPrice}
            onChange={setTextPrice}
          />
        )}
        <Button
          loading={begin.isPending}
          disabled={running || flow.faults.length > 0}
          onClick={() =>
            begin.mutate({
              params,
              body: {
                days: Number(days),
                pricePerThousand: typeof price === 'number' ? price : null,
                pricePerText: texts && typeof textPrice === 'number' ? textPrice : null,
                loaded,
              },
            })
          }
        >
          Simulate
        </Button>
      </Group>
      <Checkbox
        label="Count history that was loaded as if it had come when it happened"
        checked={loaded}
        onChange={(event) => setLoaded(event.currentTarget.checked)}
      />
      {flow.faults.length > 0 && (
        <Text fz="sm" c="var(--bk-warn)">
          The draft is not complete yet: {flow.faults[0]?.sentence}
        </Text>
      )}
      {begin.error != null && <ErrorState error={begin.error} />}
      {simulations.error != null && (
        <ErrorState error={simulations.error} onRetry={() => void simulations.refetch()} />
      )}
      {latest !== undefined && <Latest flow={flow} simulation={latest} />}
      {simulations.data?.items.length === 0 && (
        <EmptyState icon={<IconFlask size={20} />} title="Not tried out yet">
          Choose how far back to look and press Simulate. It takes seconds.
        </EmptyState>
      )}
      <Scenarios flow={flow} />
      {flow.faults.length === 0 && <OneContact flow={flow} days={Number(days)} loaded={loaded} />}
      {latest?.status === 'done' && <Examples flow={flow} simulation={latest} />}
    </div>
  )
}

function Latest({ flow, simulation }: { flow: Flow; simulation: Simulation }) {
  const format = useFormat()
  const { status, done, total, fault, result } = simulation
  if (status === 'failed')
    return (
      <Text fz="sm" c="var(--bk-bad)" role="alert">
        The simulation ended early: {fault}
      </Text>
    )
  if (status === 'running' || result === null)
    return (
      <div className="bk-card" style={{ padding: 16 }}>
        <Text fz="sm" mb="xs" role="status">
          {total === 0
            ? 'Looking for whom it concerns …'
            : `${format.number(done)} of ${format.count(total, 'contact')}`}
        </Text>
        <Progress value={total === 0 ? 0 : (100 * done) / total} size="lg" aria-label="Simulated" />
      </div>
    )
  return <Outcome flow={flow} simulation={simulation} result={result} />
}
