import { NumberInput, PasswordInput, Select, TextInput } from '@mantine/core'
import classes from './Channels.module.css'
import { portFor, type Security } from './channelEdit'
import type { ChannelForm } from './ChannelForm'

const ways: { value: Security; label: string }[] = [
  { value: 'start_tls', label: 'STARTTLS (usual)' },
  { value: 'tls', label: 'TLS from the start' },
  { value: 'none', label: 'None: not encrypted' },
]

interface SmtpFieldsProps {
  form: ChannelForm
  hasPassword: boolean
}

/** The mail server: where it is, how to sign in, how much it takes at a time. */
export function SmtpFields({ form, hasPassword }: SmtpFieldsProps) {
  const chooseSecurity = (value: string | null): void => {
    const security = ways.find((way) => way.value === value)?.value
    if (security === undefined) return
    form.setValues({ security, port: portFor(security, form.values.port) })
  }
  return (
    <div className={classes['smtp']}>
      <div className={classes['server']}>
        <TextInput
          label="Host"
          placeholder="smtp.example.com"
          autoComplete="off"
          {...form.getInputProps('host')}
        />
        <NumberInput label="Port" min={1} max={65535} hideControls {...form.getInputProps('port')} />
        <Select
          label="Encryption"
          data={ways}
          allowDeselect={false}
          {...form.getInputProps('security')}
          onChange={chooseSecurity}
        />
      </div>
      <div className={classes['pair']}>
        <TextInput label="User" autoComplete="off" {...form.getInputProps('user')} />
        <PasswordInput
          label="Password"
          autoComplete="new-password"
          placeholder={hasPassword ? 'Stored; type to replace it' : ''}
          description={hasPassword ? 'It cannot be read back' : undefined}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          {...form.getInputProps('password')}
        />
      </div>
      <div className={classes['pair']}>
        <NumberInput
          label="Connections"
          description="How many are open at a time, 1 to 50"
          min={1}
          max={50}
          {...form.getInputProps('maxConnections')}
        />
        <NumberInput
          label="Messages per second"
          description="What the server allows; empty for no limit"
          min={1}
          max={10000}
          {...form.getInputProps('perSecond')}
        />
      </div>
    </div>
  )
}
