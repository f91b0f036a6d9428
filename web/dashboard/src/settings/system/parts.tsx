import type { components } from '../../api'
import { HrefLink, useFormat } from '../../shared'
import { peakOf, sizeOf, spanOf } from './figures'
import { SystemPart } from './SystemPart'

type System = components['schemas']['SystemView']

const byNode = 'Counted by the node that answered, over all workspaces; see Nodes below.'
const ofWorkspace = 'In this workspace, whichever node will do it.'

export function IntakePart({ intake }: { intake: System['intake'] }) {
  const format = useFormat()
  return (
    <SystemPart
      title="Coming in"
      place={1}
      figures={[
        {
          label: 'In the last minute',
          value: format.count(intake.lastMinute, 'event'),
          definition: `Events that were written to disk and acknowledged to their senders in the last sixty seconds. ${byNode}`,
        },
        {
          label: 'In the last hour',
          value: format.count(intake.lastHour, 'event'),
          definition: `The same over the last hour, or since the node was started. ${byNode}`,
        },
      ]}
      sparks={[hourOf('Came in', intake.byMinute, format.number, 'a minute')]}
    />
  )
}

export function ProcessingPart({ processing }: { processing: System['processing'] }) {
  const format = useFormat()
  return (
    <SystemPart
      title="Processing"
      place={2}
      state={processing.state}
      figures={[
        {
          label: 'Waiting',
          value: `${processing.moreWaiting ? 'more than ' : ''}${format.count(processing.waiting, 'event')}`,
          definition: `Events that are safe on disk and have not taken effect yet. ${ofWorkspace}`,
        },
        {
          label: 'Waiting longest',
          value: spanOf(processing.oldestSeconds),
          definition: `The age of the oldest event that has not taken effect: how far processing is behind. ${ofWorkspace}`,
        },
        {
          label: 'Processed in the last minute',
          value: format.count(processing.lastMinute, 'event'),
          definition: `Events whose effects were committed in the last sixty seconds, Beckon's own feedback such as "sent" and "opened" included. ${byNode}`,
        },
        {
          label: 'Processed in the last hour',
          value: format.count(processing.lastHour, 'event'),
          definition: `The same over the last hour, or since the node was started. ${byNode}`,
        },
        {
          label: 'Could not be processed',
          value: countedTo(processing.deadLetters, format.count, 'event'),
          definition: `Events that failed, were set aside whole with their reason, and wait for a person. ${ofWorkspace}`,
          link: processing.deadLetters > 0 && (
            <HrefLink href="/automation/event-history/dead-letters">Look at them</HrefLink>
          ),
        },
      ]}
      sparks={[
        hourOf('Processed', processing.byMinute, format.number, 'a minute'),
        hourOf('Waiting', processing.waitingByMinute, format.number, 'at a time'),
      ]}
    />
  )
}

export function TimersPart({ timers }: { timers: System['timers'] }) {
  const format = useFormat()
  return (
    <SystemPart
      title="Timers"
      place={3}
      state={timers.state}
      figures={[
        {
          label: 'Waiting for their time',
          value: countedTo(timers.waiting, format.count, 'run'),
          definition: `Passages of contacts through campaigns that wait before they send. ${ofWorkspace}`,
        },
        {
          label: 'Overdue longest',
          value: spanOf(timers.overdueSeconds),
          definition: `For how long the first has been due that has not gone on: how late timers are. ${ofWorkspace}`,
        },
        {
          label: 'Went on in the last hour',
          value: format.count(timers.lastHour, 'run'),
          definition: `Waits that were over in the last hour, or since the node was started. ${byNode}`,
        },
      ]}
      sparks={[hourOf('Went on', timers.byMinute, format.number, 'a minute')]}
    />
  )
}

export function SendingPart({ sending }: { sending: System['sending'] }) {
  const format = useFormat()
  return (
    <SystemPart
      title="Sending"
      place={4}
      state={sending.state}
      figures={[
        {
          label: 'Due now',
          value: countedTo(sending.waiting, format.count, 'message'),
          definition: `Messages whose time has come and which the provider has not got yet. ${ofWorkspace}`,
        },
        {
          label: 'Due longest',
          value: spanOf(sending.oldestSeconds),
          definition: `For how long the first of them has been due: how far sending is behind. ${ofWorkspace}`,
        },
        {
          label: 'For later',
          value: countedTo(sending.later, format.count, 'message'),
          definition: `Messages whose time has not come, such as those that a mail server asked to bring again. ${ofWorkspace}`,
        },
        {
          label: 'Sent in the last minute',
          value: format.count(sending.lastMinute, 'message'),
          definition: `Messages that a mail server or the test inbox took in the last sixty seconds. ${byNode}`,
        },
        {
          label: 'Sent in the last hour',
          value: format.count(sending.lastHour, 'message'),
          definition: `The same over the last hour, or since the node was started. ${byNode}`,
        },
        {
          label: 'Provider errors in the last hour',
          value: format.count(sending.providerErrors, 'error'),
          definition: `Hand-overs that failed for another reason than the recipient's address: the server did not answer, asked to come again, or refused. ${byNode}`,
        },
      ]}
      sparks={[
        hourOf('Sent', sending.byMinute, format.number, 'a minute'),
        hourOf('Due', sending.waitingByMinute, format.number, 'at a time'),
      ]}
    />
  )
}

export function DatabasePart({ database }: { database: System['database'] }) {
  const format = useFormat()
  const size = sizeOf(database.bytes, (value, digits) =>
    format.number(value, { maximumFractionDigits: digits, minimumFractionDigits: digits }),
  )
  return (
    <SystemPart
      title="Database"
      place={5}
      state={database.state}
      figures={[
        {
          label: 'Version',
          value: `PostgreSQL ${database.version}`,
          definition: database.embedded
            ? 'Beckon runs it itself, in its data folder.'
            : 'A server of your own, which BECKON_DATABASE names.',
        },
        {
          label: 'Size',
          value: size,
          definition: 'All of the database on disk, indexes included, all workspaces together.',
        },
        {
          label: 'Connections',
          value: `${format.number(database.connections)} of ${format.number(database.mostConnections)}`,
          definition:
            'Open connections to this database, of all programs, and the most that the server allows.',
        },
      ]}
    />
  )
}

const mostCounted = 10_000

// The server counts no further.
const countedTo = (count: number, write: (count: number, one: string) => string, one: string): string =>
  `${count >= mostCounted ? 'at least ' : ''}${write(count, one)}`

const hourOf = (
  label: string,
  values: readonly number[],
  write: (value: number) => string,
  unit: string,
) => ({ label, values, peak: peakOf(values, write, unit) })
