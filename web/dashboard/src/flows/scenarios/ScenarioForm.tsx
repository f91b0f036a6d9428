import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  Input,
  Modal,
  Select,
  Stack,
  TagsInput,
  TextInput,
} from '@mantine/core'
import { TimeInput } from '@mantine/dates'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useWorkspace } from '../../session/SessionContext'
import { ErrorState } from '../../shared'
import type { Flow } from '../flow'
import { useNames } from '../useNames'
import { stepWords, weekdays } from '../words'
import { HappeningRow } from './HappeningRow'
import { type Expected, randomSplits, type Scenario, sendSteps } from './scenario'
import classes from './Scenarios.module.css'
import { SpanFields } from './SpanFields'

interface ScenarioFormProps {
  flow: Flow
  scenario: Scenario
  busy: boolean
  error: unknown
  onSave: (scenario: Scenario) => void
  onClose: () => void
}

/** What happens to whom, and what is to be sent. */
export function ScenarioForm({ flow, scenario, busy, error, onSave, onClose }: ScenarioFormProps) {
  const [value, setValue] = useState(scenario)
  const set = (change: Partial<Scenario>) => setValue({ ...value, ...change })
  const happens = value.happens ?? []
  const expects = value.expects ?? []
  const complete =
    value.name.trim() !== '' &&
    happens.every(({ event }) => event !== '') &&
    expects.every(({ step }) => step !== '')
  return (
    <Modal opened onClose={onClose} title={scenario.name === '' ? 'A scenario' : scenario.name} size="lg">
      <Stack>
        <TextInput
          label="What it shows"
          placeholder="Who buys within the hour gets nothing"
          data-autofocus
          maxLength={200}
          value={value.name}
          onChange={(event) => set({ name: event.currentTarget.value })}
        />
        <Group gap="xs" align="flex-end">
          <Select
            label="It begins on a"
            w={150}
            data={[...weekdays]}
            value={value.day ?? 'monday'}
            onChange={(chosen) => set({ day: weekdays.find((day) => day === chosen) ?? 'monday' })}
            allowDeselect={false}
          />
          <TimeInput
            label="at"
            w={120}
            value={(value.at ?? '10:00:00').slice(0, 5)}
            onChange={(event) => {
              const at = event.currentTarget.value
              if (/^\d\d:\d\d$/.test(at)) set({ at: `${at}:00` })
            }}
          />
        </Group>
        <Input.Wrapper
          label="What happens"
          description="How long after the beginning (less than 0 is before it), what, and of which cart or order."
        >
          <Stack gap={6} mt={4}>
            {happens.map((happening, index) => (
              <HappeningRow
                key={index}
                number={index + 1}
                value={happening}
                onChange={(next) => set({ happens: happens.with(index, next) })}
                onRemove={() => set({ happens: happens.toSpliced(index, 1) })}
              />
            ))}
            <Add
              label="Happening"
              onClick={() =>
                set({ happens: [...happens, { event: '', after: { amount: 10, unit: 'minutes' } }] })
              }
            />
          </Stack>
        </Input.Wrapper>
        <Person flow={flow} value={value} set={set} />
        <Expectations flow={flow} value={expects} onChange={(next) => set({ expects: next })} />
        {error != null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button loading={busy} disabled={!complete} onClick={() => onSave(value)}>
            Save scenario
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

function Add({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <div>
      <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} onClick={onClick}>
        {label}
      </Button>
    </div>
  )
}

interface PersonProps {
  flow: Flow
  value: Scenario
  set: (change: Partial<Scenario>) => void
}

function Person({ flow, value, set }: PersonProps) {
  const { timeZone } = useWorkspace()
  const who = value.who ?? {}
  const drawn = who.drawn ?? []
  const change = (next: typeof who) => set({ who: { ...who, ...next } })
  return (
    <Input.Wrapper label="To whom">
      <Stack gap={8} mt={4}>
        <Checkbox
          label="They agreed to e-mail"
          checked={who.subscribed ?? true}
          onChange={(event) => change({ subscribed: event.currentTarget.checked })}
        />
        <Checkbox
          label="They agreed to text messages"
          checked={who.subscribedToSms ?? true}
          onChange={(event) => change({ subscribedToSms: event.currentTarget.checked })}
        />
        <Group gap="xs" align="flex-start" grow>
          <TextInput
            label="Where they are"
            placeholder={timeZone}
            value={who.timeZone ?? ''}
            onChange={(event) =>
              change({ timeZone: event.currentTarget.value === '' ? null : event.currentTarget.value })
            }
          />
          <TagsInput
            label="Their tags"
            placeholder={who.tags?.length ? '' : 'none'}
            value={[...(who.tags ?? [])]}
            onChange={(tags) => change({ tags })}
          />
        </Group>
        {randomSplits(flow.draft).map((split) => (
          <Select
            key={split.id}
            label={`At random they go, of ${split.shares.map(({ name }) => name).join(' and ')}`}
            data={[
              { value: '', label: 'always the same way' },
              ...split.shares.map(({ name }) => ({ value: name, label: name })),
            ]}
            value={drawn.find(({ step }) => step === split.id)?.share ?? ''}
            onChange={(share) =>
              change({
                drawn: [
                  ...drawn.filter(({ step }) => step !== split.id),
                  ...(share ? [{ step: split.id, share }] : []),
                ],
              })
            }
            allowDeselect={false}
          />
        ))}
      </Stack>
    </Input.Wrapper>
  )
}

interface ExpectationsProps {
  flow: Flow
  value: readonly Expected[]
  onChange: (expects: Expected[]) => void
}

function Expectations({ flow, value, onChange }: ExpectationsProps) {
  const nameOf = useNames()
  const steps = sendSteps(flow.draft)
  const known = steps.map((step) => ({ value: step.id, label: stepWords(step, nameOf) }))
  return (
    <Input.Wrapper
      label="What is to be sent"
      description={
        value.length === 0 ? 'Nothing. Add what is to be sent, and so long after the beginning.' : null
      }
    >
      <Stack gap={6} mt={4}>
        {value.map((expected, index) => (
          <div key={index} className={classes['row']}>
            <SpanFields
              label={`Message ${String(index + 1)}`}
              value={expected.after ?? { amount: 0, unit: 'minutes' }}
              onChange={(after) => onChange(value.with(index, { ...expected, after }))}
            />
            <div className={classes['what']}>
              <Select
                aria-label={`Message ${String(index + 1)}`}
                placeholder="Which message"
                data={
                  known.some(({ value: id }) => id === expected.step) || expected.step === ''
                    ? known
                    : [...known, { value: expected.step, label: `${expected.step}, which is gone` }]
                }
                value={expected.step === '' ? null : expected.step}
                onChange={(step) => onChange(value.with(index, { ...expected, step: step ?? '' }))}
              />
            </div>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove message ${String(index + 1)}`}
              onClick={() => onChange(value.toSpliced(index, 1))}
            >
              <IconTrash size={16} />
            </ActionIcon>
          </div>
        ))}
        <Add
          label="Message"
          onClick={() =>
            onChange([...value, { step: steps[0]?.id ?? '', after: { amount: 0, unit: 'minutes' } }])
          }
        />
      </Stack>
    </Input.Wrapper>
  )
}
