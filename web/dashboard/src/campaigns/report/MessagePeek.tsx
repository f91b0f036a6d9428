import { Button, Skeleton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { $api, type components } from '../../api'
import { DateTime, ErrorState, Peek, useFormat, WhyTrace } from '../../shared'
import { reasonWords } from '../reasons'
import { inWords } from '../words'
import { MessagePill } from './MessagesTab'
import classes from './Report.module.css'
import { UncertainActions } from './UncertainActions'

type Detail = components['schemas']['MessageDetail']

interface MessagePeekProps {
  id: string | undefined
  onClose: () => void
}

/** One message: what became of it, and why. */
export function MessagePeek({ id, onClose }: MessagePeekProps) {
  const message = $api.useQuery(
    'get',
    '/api/messages/{id}',
    { params: { path: { id: id ?? '' } } },
    { enabled: id !== undefined },
  )
  const { data } = message
  return (
    <Peek
      opened={id !== undefined}
      onClose={onClose}
      title={data?.message.contact.name ?? 'Message'}
      status={data && <MessagePill status={data.message.status} />}
      actions={
        data && (
          <Button
            variant="default"
            size="xs"
            renderRoot={(props) => (
              <Link to="/contacts/$id" params={{ id: data.message.contact.id }} {...props} />
            )}
          >
            Open contact
          </Button>
        )
      }
    >
      {message.error != null && <ErrorState error={message.error} onRetry={() => void message.refetch()} />}
      {data === undefined && message.error == null && <Skeleton height={320} className="bk-shows-late" />}
      {data && <Body detail={data} />}
    </Peek>
  )
}

function Body({ detail }: { detail: Detail }) {
  const format = useFormat()
  const { message } = detail
  const quick = detail.millisecondsToHandOff
  return (
    <>
      {message.reason !== null && <p className={classes['outcome']}>{reasonWords(message.reason).long}</p>}
      {detail.detail !== null && <p className={classes['outcome']}>{detail.detail}</p>}
      {message.status === 'uncertain' && <UncertainActions message={message} />}
      <dl className={classes['facts']}>
        <Fact name="Subject">{message.subject}</Fact>
        <Fact name="To">{message.address}</Fact>
        <Moment name="Waited until" at={detail.waitedUntil} />
        <Fact name="Decided">
          <DateTime at={message.createdAt} />
        </Fact>
        <Moment name="Sent" at={message.sentAt} />
        <Moment name="Opened" at={message.openedAt} />
        <Moment name="Clicked" at={message.clickedAt} />
        <Moment name="Unsubscribed" at={detail.unsubscribedAt} />
        {quick !== null && (
          <Fact name="Handed over">
            {format.number(quick, { maximumFractionDigits: 1 })} ms after{' '}
            {detail.waitedUntil === null ? 'the abandonment came in' : 'its time had come'}
            {detail.attempts > 1 && `, at attempt ${detail.attempts}`}
          </Fact>
        )}
        <Fact name="Server’s answer">
          {detail.providerReply === detail.detail ? null : detail.providerReply}
        </Fact>
      </dl>
      <h3 className={classes['traceTitle']}>Why?</h3>
      <Trace lines={detail.trace} />
    </>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children == null || children === '') return null
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

const Moment = ({ name, at }: { name: string; at: string | null }) =>
  at === null ? null : (
    <Fact name={name}>
      <DateTime at={at} />
    </Fact>
  )

/** The decisions as the server wrote them down. */
export function Trace({ lines }: { lines: Detail['trace'] }) {
  return (
    <WhyTrace
      decisions={lines.map((line) => ({
        rule: inWords(line.rule),
        saw: inWords(line.seen),
        passed: line.passed,
      }))}
    />
  )
}
