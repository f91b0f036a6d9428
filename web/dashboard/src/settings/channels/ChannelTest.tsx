import { Anchor, Button, Text, TextInput } from '@mantine/core'
import { IconMailForward } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type SyntheticEvent, useState } from 'react'
import { $api, ApiError } from '../../api'
import { usePermission, useSession } from '../../session/SessionContext'
import { ErrorState, StatusPill, type Tone } from '../../shared'
import classes from './Channels.module.css'
import type { ChannelView } from './channelEdit'
import type { components } from '../../api'

type Tested = components['schemas']['ChannelTested']

const outcomes: Record<components['schemas']['ProviderOutcome'], { word: string; tone: Tone }> = {
  accepted: { word: 'Taken', tone: 'good' },
  bad_address: { word: 'No such address', tone: 'bad' },
  opted_out: { word: 'Wants no more', tone: 'bad' },
  refused: { word: 'Refused', tone: 'bad' },
  deferred: { word: 'Not now', tone: 'warn' },
  unreachable: { word: 'Not reached', tone: 'bad' },
  misconfigured: { word: 'Settings do not work', tone: 'bad' },
  uncertain: { word: 'Not known', tone: 'warn' },
  not_tried: { word: 'Not tried', tone: 'warn' },
}

/** Sends a test e-mail and says what the server answered. */
export function ChannelTest({ provider }: { provider: ChannelView['provider'] | undefined }) {
  const { user } = useSession()
  const send = $api.useMutation('post', '/api/channels/email/test')
  return (
    <TestForm
      first={user.email}
      type="email"
      toInbox={provider === 'test_inbox'}
      send={send}
      channel="/api/channels/email"
    />
  )
}

/** Sends a test text message and says what was answered. */
export function SmsTest({ toInbox }: { toInbox: boolean }) {
  const send = $api.useMutation('post', '/api/channels/sms/test')
  return <TestForm first="" type="tel" toInbox={toInbox} send={send} channel="/api/channels/sms" />
}

interface TestFormProps {
  /** What stands in the field first. */
  first: string
  type: 'email' | 'tel'
  toInbox: boolean
  send: {
    mutate: (params: { body: { to: string } }, options: { onSuccess: () => void }) => void
    data: Tested | undefined
    error: unknown
    isPending: boolean
  }
  /** Whose health may have changed. */
  channel: '/api/channels/email' | '/api/channels/sms'
}

function TestForm({ first, type, toInbox, send, channel }: TestFormProps) {
  const mayWrite = usePermission('settings_write')
  const [to, setTo] = useState(first)
  const queryClient = useQueryClient()
  const fault = send.error instanceof ApiError ? send.error.fieldError('to') : undefined
  const onSubmit = (event: SyntheticEvent): void => {
    event.preventDefault()
    send.mutate(
      { body: { to: to.trim() } },
      {
        onSuccess: () => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox'] })
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/test-inbox/count'] })
          void queryClient.invalidateQueries({ queryKey: ['get', channel] })
        },
      },
    )
  }
  return (
    <form onSubmit={onSubmit}>
      <fieldset disabled={!mayWrite} className={classes['fields']}>
        <div className={classes['send']}>
          <TextInput
            label={type === 'tel' ? 'Test: to which number' : 'To'}
            type={type}
            placeholder={type === 'tel' ? 'A phone number' : ''}
            value={to}
            error={fault}
            onChange={(event) => setTo(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            leftSection={<IconMailForward size={16} />}
            loading={send.isPending}
            disabled={to.trim() === ''}
          >
            {to.trim() === '' ? 'Send test' : `Send test to ${to.trim()}`}
          </Button>
        </div>
        {send.data && (
          <div className={classes['answer']} role="status">
            <StatusPill tone={outcomes[send.data.outcome].tone}>
              {outcomes[send.data.outcome].word}
            </StatusPill>
            <Text>
              {send.data.sentence}{' '}
              {toInbox && (
                <Anchor renderRoot={(props) => <Link to="/test-inbox" {...props} />}>
                  Open the test inbox
                </Anchor>
              )}
            </Text>
          </div>
        )}
        {send.error != null && fault === undefined && <ErrorState error={send.error} />}
      </fieldset>
    </form>
  )
}
