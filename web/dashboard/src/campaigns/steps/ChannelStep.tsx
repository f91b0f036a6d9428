import { Anchor, Radio, Skeleton, Stack, TextInput } from '@mantine/core'
import { IconMail, IconSend } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { usePermission } from '../../session/SessionContext'
import classes from '../Campaign.module.css'
import { Choice } from './Choice'

interface ChannelStepProps {
  name: string
  onName: (name: string) => void
}

/** What the campaign is called and over which channel it is sent. */
export function ChannelStep({ name, onName }: ChannelStepProps) {
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
      <Radio.Group label="Channel" value="email">
        <Stack gap="xs" mt={4}>
          <Radio.Card value="email" radius="md" className={classes['choice'] ?? ''} data-chosen="true">
            <IconMail size={20} className={classes['choiceIcon']} aria-hidden />
            <div className={classes['choiceText']}>
              <div className={classes['choiceTitle']}>Email</div>
              <div className={classes['hint']}>One e-mail to each recipient, with HTML and text.</div>
            </div>
            <Radio.Indicator />
          </Radio.Card>
        </Stack>
      </Radio.Group>
      <Sender />
    </div>
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
      <Anchor size="sm" renderRoot={(props) => <Link to="/settings/channels" {...props} />}>
        Change in Channels
      </Anchor>
    </Choice>
  )
}
