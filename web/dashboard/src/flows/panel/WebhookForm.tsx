import { Anchor, Text, TextInput } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Step } from '../flow'
import { Properties } from './Properties'
import type { FormProps } from './StepForm'

/** Where a call goes, and what it says. */
export function WebhookForm({ step, onChange }: FormProps<Extract<Step, { type: 'webhook' }>>) {
  return (
    <>
      <TextInput
        label="Address"
        type="url"
        placeholder="https://crm.example.com/beckon"
        value={step.url}
        onChange={(event) => onChange({ ...step, url: event.currentTarget.value })}
      />
      <Properties
        value={step.properties ?? []}
        onChange={(properties) => onChange({ ...step, properties })}
      />
      <Text fz={13} c="dimmed">
        It says who the person is, with their custom fields and the cart, as JSON. It is repeated for a day
        until the system takes it; the run goes on meanwhile. Calls are signed with the secret under{' '}
        <Anchor fz="inherit" renderRoot={(props) => <Link to="/settings/api-tracking" {...props} />}>
          API &amp; tracking
        </Anchor>
        .
      </Text>
    </>
  )
}
