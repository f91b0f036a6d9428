import { Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react'
import { $api, type components } from '../../api'
import { DateTime, ErrorState, Page } from '../../shared'
import { DatabasePart, IntakePart, ProcessingPart, SendingPart, TimersPart } from './parts'
import { Nodes } from './Nodes'
import classes from './System.module.css'

type System = components['schemas']['SystemView']

/** How often the numbers are brought up to date while somebody looks. */
const freshEvery = 5_000

const icons = { good: IconCircleCheck, warn: IconAlertTriangle, bad: IconCircleX } as const

/** Whether the installation keeps up, and with what: the numbers that are exported to a metrics store, without one. */
export function SystemPage() {
  const system = $api.useQuery('get', '/api/system', {}, { refetchInterval: freshEvery, staleTime: 0 })
  return (
    <Page title="System" about="How this installation is doing, at this moment and over the last hour.">
      {system.data ? (
        <div className={classes['system']}>
          {system.error != null && (
            <div>
              <ErrorState error={system.error} onRetry={() => void system.refetch()} />
              <p className={classes['note']}>
                The numbers below are from <DateTime at={system.data.at} as="dateTime" />.
              </p>
            </div>
          )}
          <Verdict state={system.data.state} />
          <div className={classes['parts']}>
            <div className={classes['stack']}>
              <IntakePart intake={system.data.intake} />
              <SendingPart sending={system.data.sending} />
              <DatabasePart database={system.data.database} />
            </div>
            <div className={classes['stack']}>
              <ProcessingPart processing={system.data.processing} />
              <TimersPart timers={system.data.timers} />
            </div>
          </div>
          <Nodes system={system.data} />
        </div>
      ) : system.error ? (
        <ErrorState error={system.error} onRetry={() => void system.refetch()} />
      ) : (
        <Skeleton height={560} className="bk-shows-late" />
      )}
    </Page>
  )
}

// What to do about it stands with the part that it is about.
function Verdict({ state }: { state: System['state'] }) {
  const Icon = icons[state.tone]
  return (
    <div className={classes['verdict']} data-tone={state.tone} role="status">
      <Icon size={20} aria-hidden />
      <strong>{state.sentence}</strong>
    </div>
  )
}
