import { Anchor, Radio, Skeleton, Stack, TextInput } from '@mantine/core'
import { IconMail, IconMessage, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import classes from '../Campaign.module.css'
import type { Campaign } from '../words'
import { Choice } from './Choice'

type Channel = Campaign['channel']

interface ChannelStepProps {
  name: string
  onName: (name: string) => void
  channel: Channel
  /** Left out where it cannot be changed any more. */
  onChannel: ((channel: Channel) => void) | undefined
}

const channels = [
  {
    value: 'email',
    title: 'Email',
    hint: 'One e-mail to each recipient, with HTML and text.',
    icon: IconMail,
  },
  {
    value: 'sms',
    title: 'Text message',
    hint: 'One SMS to each recipient who agreed to them.',
    icon: IconMessage,
  },
] as const

/** What the campaign is called and over which channel it is sent. */
export function ChannelStep({ name, onName, channel, onChannel }: ChannelStepProps) {
  return (
    <div className={classes['column']}>
      <TextInput
        label="Name"
        description="Only your team sees it"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={name}
        maxLength={200}
        error={name.trim() === '' ? 'Give the campaign a name.' : undefined}
        onChange={(event) => onName(event.currentTarget.value)}
      />
      <Radio.Group
        label="Channel"
        value={channel}
        description={onChannel === undefined ? 'It stays so, because the campaign has been live.' : undefined}
        onChange={(picked) => onChannel?.(picked === 'sms' ? 'sms' : 'email')}
      >
        <Stack gap="xs" mt={4}>
          {channels.map(({ value, title, hint, icon: Icon }) => (
            <Radio.Card
              key={value}
              value={value}
              radius="md"
              disabled={onChannel === undefined && value !== channel}
              className={classes['choice'] ?? ''}
              data-chosen={value === channel}
            >
              <Icon size={20} className={classes['choiceIcon']} aria-hidden />
              <div className={classes['choiceText']}>
                <div className={classes['choiceTitle']}>{title}</div>
                <div className={classes['hint']}>{hint}</div>
              </div>
              <Radio.Indicator />
            </Radio.Card>
          ))}
        </Stack>
      </Radio.Group>
      {channel === 'sms' ? <TextSender /> : <Sender />}
    </div>
  )
}

const inChannels = (
  <Anchor size="sm" renderRoot={(props) => <Link to="/settings/channels" {...props} />}>
    Change in Channels
  </Anchor>
)

function TextSender() {
  const mayRead = usePermission('settings_read')
  const channel = $api.useQuery('get', '/api/channels/sms', {}, { enabled: mayRead })
  if (!mayRead || channel.error != null) return null
  if (channel.data === undefined) return <Skeleton height={68} className="bk-shows-late" />
  const { provider, twilio } = channel.data
  return (
    <Choice
      icon={IconSend}
      title={provider === 'twilio' ? `From ${twilio?.from ?? ''}` : 'Not to phones yet'}
    >
      {provider === 'twilio'
        ? 'Handed to Twilio.'
        : 'Caught by the built-in test inbox: shoppers get nothing until Twilio is set up.'}{' '}
      {inChannels}
    </Choice>
  )
}

function Sender() {
  const mayRead = usePermission('settings_read')
  const channel = $api.useQuery('get', '/api/channels/email', {}, { enabled: mayRead })
  if (!mayRead || channel.error != null) return null
  if (channel.data === undefined) return <Skeleton height={68} className="bk-shows-late" />
  const { provider, sender, smtp } = channel.data
  return (
    <Choice icon={IconSend} title={`From ${sender}`}>
      {provider === 'smtp'
        ? `Handed to ${smtp?.host ?? 'your SMTP server'}.`
        : 'Caught by the built-in test inbox: shoppers get nothing until SMTP is set up.'}{' '}
      {inChannels}
    </Choice>
  )
}
