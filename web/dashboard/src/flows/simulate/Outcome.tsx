import { Text, Title } from '@mantine/core'
import { useMemo, useState } from 'react'
import { $api } from '../../api'
import { useWorkspace } from '../../session/SessionContext'
import {
  allRows,
  Chart,
  DataList,
  DateTime,
  EmptyState,
  Money,
  StatTile,
  useFormat,
  type Column,
} from '../../shared'
import { reasonWords } from '../../campaigns/reasons'
import type { Flow } from '../flow'
import { runStatusWords } from '../runs/run'
import { useNames } from '../useNames'
import { SimulatedPeek } from './SimulatedPeek'
import classes from './Simulate.module.css'
import { dayRows, endingWords, type Result, type SimulatedRun, type Simulation, stepRows } from './simulation'

interface OutcomeProps {
  flow: Flow
  simulation: Simulation
  result: Result
}

/** What the draft would have done. */
export function Outcome({ flow, simulation, result }: OutcomeProps) {
  const format = useFormat()
  const { currency } = useWorkspace()
  return (
    <>
      <Text fz="sm" c="dimmed">
        Tried out <DateTime at={simulation.createdAt} as="ago" />
        {new Date(flow.updatedAt) > new Date(simulation.createdAt) && ', before the draft was last changed'}.
      </Text>
      <div className={classes['tiles']}>
        <StatTile
          label="Would have come in"
          value={format.count(result.people, 'person', 'people')}
          definition={`How many people would have begun the flow, ${format.count(result.cameIn, 'time')} in all.`}
        />
        <StatTile
          label="Messages"
          value={format.count(result.messages, 'message')}
          definition={`How many would have been sent, to ${format.count(result.reached, 'person', 'people')}; ${format.count(Number(result.texts), 'of them is a text message', 'of them are text messages')}.`}
        />
        <StatTile
          label="Not sent"
          value={format.count(result.skipped, 'message')}
          definition="Whose recipients may not be written to (no address, no consent, a bounce), or that a frequency cap or quiet hours dropped."
        />
        <StatTile
          label="Cost"
          value={result.cost === null ? '–' : <Money amount={result.cost} currency={currency} />}
          definition="Of the messages, at the prices that were given."
        />
      </div>
      {result.cameIn === 0 && (
        <Text fz="sm">
          Nobody would have come in: look below for the reasons, or choose more days. What a simulation can
          see is what has arrived.
        </Text>
      )}
      <Days flow={flow} simulation={simulation} result={result} />
      <div className={classes['halves']}>
        <Endings result={result} />
        <Overlaps result={result} />
      </div>
      <Steps flow={flow} result={result} />
    </>
  )
}

function Days({ flow, simulation, result }: OutcomeProps) {
  const format = useFormat()
  const nameOf = useNames()
  const { timeZone } = useWorkspace()
  const option = useMemo(() => {
    // In this form the parts of a day come in the order of ISO 8601.
    const zoned = new Intl.DateTimeFormat('sv-SE', { timeZone })
    const days = dayRows(result, simulation.from, simulation.until, (at) => zoned.format(at))
    const short = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', timeZone: 'UTC' })
    return {
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      legend: { top: 0, right: 0 },
      grid: { top: 32 },
      xAxis: { type: 'category', data: days.map(({ day }) => short.format(new Date(`${day}T12:00:00Z`))) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { name: 'Came in', type: 'bar', data: days.map(({ cameIn }) => cameIn) },
        ...stepRows(flow, result, nameOf)
          .filter(({ type }) => type === 'send')
          .map(({ id, what }) => ({
            name: what,
            type: 'bar',
            stack: 'messages',
            data: days.map(({ day }) => messagesOn(result, day, id)),
          })),
      ],
    }
  }, [flow, nameOf, result, simulation.from, simulation.until, timeZone])
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="days">
      <Title order={2} size="h4" id="days" mb="xs">
        Day by day
      </Title>
      <Chart
        option={option}
        height={240}
        label={`Bars by day: ${format.count(result.cameIn, 'time')} somebody came in, ${format.count(result.messages, 'message')}.`}
      />
    </section>
  )
}

const messagesOn = (result: Result, day: string, step: string): number =>
  result.stepDays.find((one) => one.day === day && one.step === step)?.messages ?? 0

function Endings({ result }: { result: Result }) {
  const format = useFormat()
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="endings">
      <Title order={2} size="h4" id="endings" mb="xs">
        How it ended, and why not
      </Title>
      <table className={classes['table']}>
        <tbody>
          {result.endings.map(({ status, reason, count }) => (
            <tr key={`${status} ${reason ?? ''}`}>
              <th scope="row">
                {endingWords({ status, reason })}
                {reason !== null && (
                  <span>
                    {runStatusWords[status].word}. {reasonWords(reason).long}
                  </span>
                )}
              </th>
              <td>{format.number(count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Overlaps({ result }: { result: Result }) {
  const format = useFormat()
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="overlaps">
      <Title order={2} size="h4" id="overlaps" mb="xs">
        What else they got within a day
      </Title>
      {result.overlaps.length === 0 ? (
        <Text fz="sm" c="dimmed">
          Nothing of any other flow or campaign.
        </Text>
      ) : (
        <table className={classes['table']}>
          <tbody>
            {result.overlaps.map(({ name, messages, people }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  {format.count(messages, 'message')}, {format.count(people, 'person', 'people')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function Steps({ flow, result }: { flow: Flow; result: Result }) {
  const format = useFormat()
  const nameOf = useNames()
  return (
    <section className={`bk-card ${classes['part'] ?? ''}`} aria-labelledby="steps">
      <Title order={2} size="h4" id="steps" mb="xs">
        Step by step
      </Title>
      <table className={classes['table']}>
        <tbody>
          {stepRows(flow, result, nameOf).map(({ id, label, what, ways, through, standing }) => (
            <tr key={id}>
              <th scope="row">
                {label}
                <span>{what}</span>
              </th>
              <td>
                {format.number(through)} came through
                {ways.length > 0 && (
                  <span>
                    {ways.map(({ way, count }) => `${wayWords(way)} ${format.number(count)}`).join(', ')}
                  </span>
                )}
                {standing > 0 && <span>{format.number(standing)} would still be there</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

const wayWords = (way: string): string =>
  way === 'then' ? 'it happened' : way === 'otherwise' ? 'otherwise' : reasonWords(way).short

const columns: readonly Column<SimulatedRun>[] = [
  { id: 'who', header: 'Who', cell: ({ contactName }) => contactName },
  { id: 'at', header: 'Came in', width: 190, cell: ({ triggeredAt }) => <DateTime at={triggeredAt} /> },
  { id: 'how', header: 'How it ended', cell: endingWords },
  {
    id: 'messages',
    header: 'Messages',
    align: 'right',
    width: 90,
    cell: ({ messages }) => messages.filter(({ skipped }) => skipped === null).length,
  },
]

const keyOf = ({ contact, triggeredAt }: SimulatedRun): string => `${contact} ${triggeredAt}`

/** Some runs of a simulation, each to be looked into. */
export function Examples({ flow, simulation }: { flow: Flow; simulation: Simulation }) {
  const [open, setOpen] = useState<SimulatedRun | undefined>()
  const params = { path: { id: flow.id, simulation: simulation.id } }
  const runs = $api.useQuery('get', '/api/flows/{id}/simulations/{simulation}/runs', { params })
  return (
    <section aria-labelledby="examples">
      <Title order={2} size="h4" id="examples" mb="xs">
        Some of them, of each ending
      </Title>
      <DataList
        label="Examples"
        noun={['example']}
        columns={columns}
        rows={allRows(runs, ({ items }) => items)}
        rowKey={keyOf}
        onOpen={setOpen}
        selected={open && keyOf(open)}
        empty={<EmptyState title="Nobody">What would have begun the flow has not happened.</EmptyState>}
      />
      {open !== undefined && <SimulatedPeek flow={flow} run={open} onClose={() => setOpen(undefined)} />}
    </section>
  )
}
