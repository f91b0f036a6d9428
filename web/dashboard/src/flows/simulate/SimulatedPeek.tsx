import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { reasonWords } from '../../campaigns/reasons'
import { DateTime, Peek, WhyTrace } from '../../shared'
import { type Flow, findStep } from '../flow'
import { MessagePreview } from '../panel/MessagePreview'
import { RunStatus } from '../runs/RunStatus'
import type { SimulatedRun } from './simulation'

interface SimulatedPeekProps {
  flow: Flow
  run: SimulatedRun
  onClose: () => void
}

/** A simulated run with every decision and its messages as they would have arrived. */
export function SimulatedPeek({ flow, run, onClose }: SimulatedPeekProps) {
  return (
    <Peek
      opened
      onClose={onClose}
      title={run.contactName ?? 'Contact'}
      status={<RunStatus run={run} />}
      actions={
        <Anchor
          fz="sm"
          renderRoot={(props) => <Link to="/contacts/$id" params={{ id: run.contact }} {...props} />}
        >
          Contact
        </Anchor>
      }
    >
      <Decided flow={flow} run={run} />
    </Peek>
  )
}

/** What was decided, and what would have been sent. */
export function Decided({ flow, run }: Omit<SimulatedPeekProps, 'onClose'>) {
  return (
    <>
      <Text fz="sm" mb="sm">
        Came in on <DateTime at={run.triggeredAt} />. {run.reason !== null && reasonWords(run.reason).long}
      </Text>
      <WhyTrace decisions={run.trace.map(({ rule, seen, passed }) => ({ rule, saw: seen, passed }))} />
      {run.messages.map(({ step, at, skipped }) => (
        <section key={`${step} ${at}`} style={{ marginTop: 16 }}>
          <Text fz="sm" fw={600} mb={4}>
            {skipped === null ? 'Message on ' : 'No message on '}
            <DateTime at={at} />
            {skipped !== null && `: ${reasonWords(skipped).short}`}
          </Text>
          {skipped === null && <Mail flow={flow} step={step} contact={run.contact} />}
        </section>
      ))}
    </>
  )
}

function Mail({ flow, step, contact }: { flow: Flow; step: string; contact: string }) {
  const found = findStep(flow.draft, step)
  const id = found?.type === 'send' ? (found.template ?? '') : ''
  const template = $api.useQuery(
    'get',
    '/api/templates/{id}',
    { params: { path: { id } } },
    { enabled: id !== '' },
  )
  return template.data === undefined ? null : <MessagePreview template={template.data} first={contact} />
}
