import { ActionIcon, Button, Group, MultiSelect, NumberInput, Select, Text, TextInput } from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { $api } from '../../api'
import type { Step } from '../flow'
import classes from '../Flow.module.css'
import { weekdays } from '../words'
import { ChangeForm } from './ChangeForm'
import { DateForm } from './DateForm'
import { DiscountForm } from './DiscountForm'
import { DurationEditor } from './DurationEditor'
import { EmitForm } from './EmitForm'
import { EventTestEditor } from './EventTestEditor'
import { SendForm } from './SendForm'
import { WebhookForm } from './WebhookForm'
import { WhoEditor } from './WhoEditor'

export interface FormProps<One extends Step> {
  step: One
  onChange: (step: Step) => void
}

/** What a step does, to be changed. */
export function StepForm({ step, self, onChange }: FormProps<Step> & { self: string }) {
  switch (step.type) {
    case 'wait':
      return (
        <DurationEditor
          label="How long"
          value={step.for}
          onChange={(next) => onChange({ ...step, for: next })}
        />
      )
    case 'wait_until':
      return <UntilForm step={step} onChange={onChange} />
    case 'wait_until_date':
      return (
        <>
          <DateForm
            value={step}
            zone="Where the person is, by the custom field time_zone; else where their store is, else where the shop is."
            onChange={(change) => onChange({ ...step, ...change })}
          />
          <Text fz={13} c="dimmed">
            Where the date is not known, or its day is over, they go on at once.
          </Text>
        </>
      )
    case 'wait_for':
      return (
        <>
          <EventTestEditor
            label="What is waited for"
            value={step.on}
            onChange={(on) => onChange({ ...step, on })}
          />
          <DurationEditor
            label="At most"
            value={step.within}
            onChange={(within) => onChange({ ...step, within })}
          />
        </>
      )
    case 'split':
      return <SplitForm step={step} onChange={onChange} />
    case 'random_split':
      return <SharesForm step={step} onChange={onChange} />
    case 'send':
      return <SendForm step={step} onChange={onChange} />
    case 'change':
      return <ChangeForm step={step} onChange={onChange} />
    case 'discount':
      return <DiscountForm step={step} onChange={onChange} />
    case 'emit':
      return <EmitForm step={step} onChange={onChange} />
    case 'webhook':
      return <WebhookForm step={step} onChange={onChange} />
    case 'call':
      return <CallForm step={step} self={self} onChange={onChange} />
    case 'end':
      return <Text fz="sm">The run ends here, whatever follows below.</Text>
  }
}

function UntilForm({ step, onChange }: FormProps<Extract<Step, { type: 'wait_until' }>>) {
  return (
    <>
      <TimeInput
        label="Time of day"
        description="Where the person is, by the custom field time_zone; else where their store is, else where the shop is."
        value={step.at.slice(0, 5)}
        onChange={(event) => {
          const at = event.currentTarget.value
          if (/^\d\d:\d\d$/.test(at)) onChange({ ...step, at: `${at}:00` })
        }}
      />
      <MultiSelect
        label="On"
        placeholder={step.days?.length ? '' : 'every day'}
        data={weekdays}
        value={[...(step.days ?? [])]}
        onChange={(chosen) => {
          const days = weekdays.filter((day) => chosen.includes(day))
          onChange({ ...step, days: days.length === 0 ? null : days })
        }}
      />
    </>
  )
}

function SplitForm({ step, onChange }: FormProps<Extract<Step, { type: 'split' }>>) {
  const { ways } = step
  return (
    <>
      <Text fz={13} c="dimmed">
        Each person goes the first way that fits; who fits none goes the way “Everybody else”.
      </Text>
      {ways.map((way, index) => {
        const set = (next: typeof way) =>
          onChange({ ...step, ways: ways.map((one, at) => (at === index ? next : one)) })
        return (
          <div key={index} className={classes['way']}>
            <Group gap={6} align="flex-end" wrap="nowrap">
              <TextInput
                label={`Way ${String(index + 1)}`}
                flex={1}
                value={way.name}
                onChange={(event) => set({ ...way, name: event.currentTarget.value })}
              />
              {ways.length > 1 && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  size={36}
                  aria-label={`Remove the way ${way.name} with its steps`}
                  onClick={() => onChange({ ...step, ways: ways.filter((_, at) => at !== index) })}
                >
                  <IconTrash size={16} />
                </ActionIcon>
              )}
            </Group>
            <WhoEditor label="Who goes it" value={way.who} onChange={(who) => set({ ...way, who })} />
          </div>
        )
      })}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            onChange({ ...step, ways: [...ways, { name: 'Those who…', who: { type: 'all', of: [] } }] })
          }
        >
          Way
        </Button>
      </div>
    </>
  )
}

function SharesForm({ step, onChange }: FormProps<Extract<Step, { type: 'random_split' }>>) {
  const { shares } = step
  const set = (index: number, next: (typeof shares)[number]) =>
    onChange({ ...step, shares: shares.map((one, at) => (at === index ? next : one)) })
  return (
    <>
      <Text fz={13} c="dimmed">
        A person always goes the same way. The parts come to 100 %.
      </Text>
      {shares.map((share, index) => (
        <Group key={index} gap={6} wrap="nowrap">
          <TextInput
            aria-label={`Name of part ${String(index + 1)}`}
            flex={1}
            value={share.name}
            onChange={(event) => set(index, { ...share, name: event.currentTarget.value })}
          />
          <NumberInput
            aria-label={`Percent of ${share.name}`}
            w={96}
            min={0}
            max={100}
            suffix=" %"
            value={Number(share.percent)}
            onChange={(percent) => set(index, { ...share, percent: Number(percent) })}
          />
          {shares.length > 2 && (
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove ${share.name} with its steps`}
              onClick={() => onChange({ ...step, shares: shares.filter((_, at) => at !== index) })}
            >
              <IconTrash size={16} />
            </ActionIcon>
          )}
        </Group>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            onChange({
              ...step,
              shares: [...shares, { name: `Part ${String(shares.length + 1)}`, percent: 0 }],
            })
          }
        >
          Part
        </Button>
      </div>
    </>
  )
}

function CallForm({ step, self, onChange }: FormProps<Extract<Step, { type: 'call' }>> & { self: string }) {
  const flows = $api.useQuery('get', '/api/flows')
  return (
    <Select
      label="Flow"
      description="One that is live and begins with “Another flow or the API starts it”."
      placeholder="Choose a flow"
      data={(flows.data?.items ?? [])
        .filter(({ id, status }) => status === 'live' && id !== self)
        .map(({ id, name }) => ({ value: id, label: name }))}
      value={step.flow === '' ? null : step.flow}
      onChange={(flow) => onChange({ ...step, flow: flow ?? '' })}
      searchable
      nothingFoundMessage="There is no such flow."
    />
  )
}
