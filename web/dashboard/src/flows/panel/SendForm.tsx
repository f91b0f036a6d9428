import { Anchor, Select, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../../api'
import { LimitsChoice } from '../../shared'
import type { Step } from '../flow'
import { MessagePreview } from './MessagePreview'
import type { FormProps } from './StepForm'

/** Which e-mail or text message is sent, and at what hours. */
export function SendForm({ step, onChange }: FormProps<Extract<Step, { type: 'send' }>>) {
  const templates = $api.useQuery('get', '/api/templates')
  const channel = step.channel ?? 'email'
  const items = (templates.data?.items ?? []).filter((template) => template.channel === channel)
  const chosen = items.find(({ id }) => id === step.template)
  return (
    <>
      <Select
        label="Template"
        placeholder="Choose a template"
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        value={step.template ?? null}
        onChange={(template) =>
          onChange({
            type: 'send',
            id: step.id,
            template,
            limits: step.limits ?? 'workspace',
            ...(channel === 'sms' && { channel }),
          })
        }
        searchable
        nothingFoundMessage={
          channel === 'sms' ? 'There is no such text message.' : 'There is no such template.'
        }
      />
      {channel === 'sms' && templates.data !== undefined && items.length === 0 && (
        <Text fz={13}>
          There is no text message to send yet.{' '}
          <Anchor fz={13} renderRoot={(props) => <Link to="/templates" {...props} />}>
            Write one under Templates
          </Anchor>
        </Text>
      )}
      <LimitsChoice value={step.limits ?? 'workspace'} onChange={(limits) => onChange({ ...step, limits })} />
      {chosen !== undefined && (
        <>
          <Anchor
            fz={13}
            renderRoot={(props) => <Link to="/templates/$id" params={{ id: chosen.id }} {...props} />}
          >
            Change the template
          </Anchor>
          <MessagePreview template={chosen} />
        </>
      )}
      <Text fz={13} c="dimmed">
        What it says is fixed when the flow is published. Only who is subscribed
        {channel === 'sms' ? ' to text messages, with a number' : ', with an address'} that works, is written
        to.
      </Text>
    </>
  )
}
