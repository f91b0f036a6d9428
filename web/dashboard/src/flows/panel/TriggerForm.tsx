import { Button, Checkbox, NumberInput, Select, Stack, Text } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { $api } from '../../api'
import { PriorityChoice } from '../../shared'
import type { Definition, Trigger } from '../flow'
import { DurationEditor } from './DurationEditor'
import { EventTestEditor } from './EventTestEditor'
import { DateForm } from './DateForm'
import { ProductForm } from './ProductForm'
import { ScheduleForm } from './ScheduleForm'
import { WhoEditor } from './WhoEditor'

const kinds = [
  { value: 'event', label: 'Something happens' },
  { value: 'entered', label: 'Somebody comes into an audience' },
  { value: 'exited', label: 'Somebody leaves an audience' },
  { value: 'date', label: 'A date comes, or is some days away' },
  { value: 'schedule', label: 'A time comes, for everybody who is let in' },
  { value: 'product', label: 'There is news of a product they want' },
  { value: 'called', label: 'Another flow or the API starts it' },
] as const

const reentries = [
  { value: 'every_time', label: 'Every time' },
  { value: 'not_while_active', label: 'Not while they are in it' },
  { value: 'once_per_period', label: 'Once in a while' },
  { value: 'once', label: 'Only once' },
] as const

interface TriggerFormProps {
  flow: Definition
  onChange: (flow: Definition) => void
}

const kindOf = (trigger: Trigger) => (trigger.type === 'audience' ? trigger.change : trigger.type)

/** What starts a flow, who is let in, who may come again and what takes people out. */
export function TriggerForm({ flow, onChange }: TriggerFormProps) {
  const { trigger } = flow
  const set = (next: Trigger) => onChange({ ...flow, trigger: next })
  const choose = (chosen: string | null) => {
    const who = trigger.who ?? null
    const kind = kinds.find(({ value }) => value === chosen)?.value
    if (kind === 'event') set({ type: 'event', on: { event: '' }, who })
    else if (kind === 'called') set({ type: 'called', who })
    else if (kind === 'schedule') set({ type: 'schedule', at: '10:00:00', days: ['monday'], who })
    else if (kind === 'product') set({ type: 'product', on: { event: 'back_in_stock' }, who })
    else if (kind === 'date') set({ type: 'date', of: 'last_order', days: 30, at: '10:00:00', who })
    else if (kind !== undefined)
      set({
        type: 'audience',
        audience: trigger.type === 'audience' ? trigger.audience : '',
        change: kind,
        who,
      })
  }
  const mode = flow.reentry?.mode ?? 'every_time'
  return (
    <>
      <Select
        label="It begins when"
        data={kinds}
        value={kindOf(trigger)}
        onChange={choose}
        allowDeselect={false}
      />
      {trigger.type === 'event' && (
        <>
          <EventTestEditor label="Event" value={trigger.on} onChange={(on) => set({ ...trigger, on })} />
          <Checkbox
            label="Each product by itself"
            description="The same product again begins anew, another goes beside it. The event says which by productId."
            checked={trigger.perProduct === true}
            onChange={(event) => set({ ...trigger, perProduct: event.currentTarget.checked })}
          />
        </>
      )}
      {trigger.type === 'audience' && (
        <AudienceChoice value={trigger.audience} onChange={(audience) => set({ ...trigger, audience })} />
      )}
      {trigger.type === 'date' && (
        <DateForm
          value={trigger}
          zone="In the time zone of the workspace."
          onChange={(change) => set({ ...trigger, ...change })}
        />
      )}
      {trigger.type === 'schedule' && <ScheduleForm value={trigger} onChange={set} />}
      {trigger.type === 'product' && <ProductForm value={trigger} onChange={set} />}
      <WhoEditor
        label="Who is let in"
        value={trigger.who}
        onChange={(who) => set({ ...trigger, who })}
        onClear={() => set({ ...trigger, who: null })}
      />
      <Select
        label="The same person may come in"
        data={reentries}
        value={mode}
        onChange={(chosen) => {
          const next = reentries.find(({ value }) => value === chosen)?.value ?? 'every_time'
          onChange({
            ...flow,
            reentry: {
              mode: next,
              ...(next === 'once_per_period' && { period: { amount: 30, unit: 'days' } }),
            },
          })
        }}
        allowDeselect={false}
      />
      {mode === 'once_per_period' && (
        <DurationEditor
          label="At most once in"
          value={flow.reentry?.period ?? { amount: 30, unit: 'days' }}
          onChange={(period) => onChange({ ...flow, reentry: { mode: 'once_per_period', period } })}
        />
      )}
      <Exits flow={flow} onChange={onChange} />
      <Goal flow={flow} onChange={onChange} />
      <PriorityChoice
        value={flow.priority ?? 'normal'}
        onChange={(priority) => onChange({ ...flow, priority })}
      />
      <NumberInput
        label="Left out, to compare with"
        description="So many in a hundred do not come in, always the same ones."
        value={Number(flow.holdoutPercent ?? 0)}
        onChange={(percent) => onChange({ ...flow, holdoutPercent: Number(percent) })}
        min={0}
        max={99}
        suffix=" %"
      />
    </>
  )
}

function AudienceChoice({ value, onChange }: { value: string; onChange: (audience: string) => void }) {
  const audiences = $api.useQuery('get', '/api/audiences')
  return (
    <Select
      label="Audience"
      placeholder="Choose an audience"
      data={(audiences.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value === '' ? null : value}
      onChange={(chosen) => onChange(chosen ?? '')}
      searchable
      nothingFoundMessage="There is no such audience."
    />
  )
}

/** What the flow is for: what people are to do, and how soon. */
function Goal({ flow, onChange }: TriggerFormProps) {
  const { goal } = flow
  return (
    <div>
      <Checkbox
        label="It has a goal"
        description="How many do it is counted, and how many of those who are left out do it all the same."
        checked={goal != null}
        onChange={(event) =>
          onChange({
            ...flow,
            goal: event.currentTarget.checked
              ? { on: { event: '' }, within: { amount: 7, unit: 'days' } }
              : null,
          })
        }
      />
      {goal != null && (
        <Stack gap="sm" mt="sm">
          <EventTestEditor
            label="They are to do"
            value={goal.on}
            onChange={(on) => onChange({ ...flow, goal: { ...goal, on } })}
          />
          <DurationEditor
            label="Within"
            value={goal.within}
            onChange={(within) => onChange({ ...flow, goal: { ...goal, within } })}
          />
        </Stack>
      )}
    </div>
  )
}

function Exits({ flow, onChange }: TriggerFormProps) {
  const exits = flow.exits ?? {}
  const events = exits.events ?? []
  const set = (next: typeof exits) => onChange({ ...flow, exits: next })
  return (
    <div>
      <Text fz="sm" fw={500} mb={6}>
        They leave it as soon as
      </Text>
      <Checkbox
        label="they have bought"
        checked={exits.bought === true}
        onChange={(event) => set({ ...exits, bought: event.currentTarget.checked })}
      />
      {events.map((test, index) => (
        <div key={index} style={{ marginTop: 8 }}>
          <EventTestEditor
            label="or this happens"
            value={test}
            onChange={(next) =>
              set({ ...exits, events: events.map((one, at) => (at === index ? next : one)) })
            }
          />
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconTrash size={12} />}
            onClick={() => set({ ...exits, events: events.filter((_, at) => at !== index) })}
          >
            Remove
          </Button>
        </div>
      ))}
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        mt={8}
        leftSection={<IconPlus size={12} />}
        onClick={() => set({ ...exits, events: [...events, { event: '' }] })}
      >
        Something else happens
      </Button>
    </div>
  )
}
