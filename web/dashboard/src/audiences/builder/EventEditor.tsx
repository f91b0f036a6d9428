import { ActionIcon, Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { $api } from '../../api'
import { useFormat } from '../../shared'
import { type EventCondition, frequencies, type Frequency, frequencyOf, withFrequency } from '../filter'
import classes from '../Audiences.module.css'
import { eventOptions } from './options'
import { NumberEditor } from './NumberEditor'
import { TimeEditor } from './TimeEditor'
import { asChoices, ValueEditor, type ValueKind } from './ValueEditor'

interface EventEditorProps {
  value: EventCondition
  onChange: (event: EventCondition) => void
}

/** Something they did, or did not: which event, how often, when, and with which properties. */
export function EventEditor({ value, onChange }: EventEditorProps) {
  const frequency = frequencyOf(value)
  const ofTime = frequency === 'first_time' || frequency === 'last_time'
  const ofProperty = value.property != null
  return (
    <div className={classes['fields']}>
      <div className={classes['line']}>
        <EventName value={value} onChange={onChange} />
        <StatusOf value={value} onChange={onChange} />
        <Select
          aria-label="How often"
          w={158}
          data={frequencies}
          value={frequency}
          onChange={(chosen) =>
            onChange(
              withFrequency(value, frequencies.find((one) => one.value === chosen)?.value ?? frequency),
            )
          }
          allowDeselect={false}
        />
        {ofProperty && <PropertyOf value={value} onChange={onChange} frequency={frequency} />}
        {value.is != null && frequency !== 'never' && frequency !== 'once' && (
          <NumberEditor
            value={value.is}
            onChange={(is) => onChange({ ...value, is })}
            {...(frequency === 'count' && { unit: 'times' })}
          />
        )}
        <TimeEditor
          value={value.time}
          onChange={(time) => onChange({ ...value, time: time ?? null })}
          {...(!ofTime && { anyTime: 'at any time' })}
        />
      </div>
      <Where value={value} onChange={onChange} />
    </div>
  )
}

function EventName({ value, onChange }: EventEditorProps) {
  const format = useFormat()
  const names = $api.useQuery('get', '/api/events/names')
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  return (
    <Select
      aria-label="Event"
      w={232}
      placeholder="Choose an event"
      data={eventOptions(catalogue.data ?? [], names.data ?? [], value.event, (count) =>
        format.number(count),
      )}
      value={value.event === '' ? null : value.event}
      onChange={(event) => onChange({ ...value, event: event ?? '', status: null, where: null })}
      searchable
      maxDropdownHeight={320}
      nothingFoundMessage="No such event is known or has come in."
    />
  )
}

function StatusOf({ value, onChange }: EventEditorProps) {
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const statuses = catalogue.data?.find((type) => type.name === value.event)?.statuses ?? []
  if (statuses.length === 0 && value.status == null) return null
  return (
    <Select
      aria-label="Status"
      w={190}
      data={[
        { value: '', label: 'any status' },
        ...statuses.map((status) => ({ value: status, label: status })),
      ]}
      value={value.status ?? ''}
      onChange={(status) => onChange({ ...value, status: status || null })}
      allowDeselect={false}
    />
  )
}

function useProperties(event: string) {
  const properties = $api.useQuery(
    'get',
    '/api/events/{name}/properties',
    { params: { path: { name: event } } },
    { enabled: event !== '' },
  )
  return properties.data ?? []
}

function PropertyOf({ value, onChange }: EventEditorProps & { frequency: Frequency }) {
  const numbers = useProperties(value.event).filter(({ shape }) => shape === 'number')
  const names = numbers.map(({ name }) => name)
  const chosen = value.property ?? ''
  return (
    <Select
      aria-label="Property"
      w={160}
      placeholder="Property"
      data={chosen === '' || names.includes(chosen) ? names : [chosen, ...names]}
      value={chosen === '' ? null : chosen}
      onChange={(property) => onChange({ ...value, property: property ?? '' })}
      searchable
      nothingFoundMessage="No property of this event is a number."
    />
  )
}

const kindOfShape = (shape: string | undefined): ValueKind =>
  shape === 'number' ? 'number' : shape === 'flag' ? 'flag' : shape === 'date' ? 'day' : 'text'

// Of messages: chosen by the campaign's name.
const campaignProperty = 'campaignId'

// What a property of a kind is asked first.
const firstTest = (kind: ValueKind) =>
  kind === 'number'
    ? ({ op: 'number', number: { op: 'at_least', value: 1 } } as const)
    : kind === 'flag'
      ? ({ op: 'is_true' } as const)
      : kind === 'day'
        ? ({ op: 'time', time: { op: 'in_next', amount: 7, unit: 'days' } } as const)
        : ({ op: 'is', text: '' } as const)

function Where({ value, onChange }: EventEditorProps) {
  const properties = useProperties(value.event)
  const tests = value.where ?? []
  const set = (where: NonNullable<EventCondition['where']>) =>
    onChange({ ...value, where: where.length === 0 ? null : where })
  const names = properties.map(({ name }) => name)
  const campaigns = $api.useQuery(
    'get',
    '/api/campaigns',
    {},
    { enabled: tests.some(({ property }) => property === campaignProperty) },
  )
  return (
    <>
      {tests.map((test, index) => {
        const known = properties.find(({ name }) => name === test.property)
        return (
          <div key={index} className={classes['line']} data-inner>
            <span className={classes['word']}>{index === 0 ? 'where' : 'and'}</span>
            <Select
              aria-label="Property"
              w={180}
              placeholder="Property"
              data={test.property === '' || names.includes(test.property) ? names : [test.property, ...names]}
              value={test.property === '' ? null : test.property}
              onChange={(name) => {
                const kind = kindOfShape(properties.find((one) => one.name === name)?.shape)
                set(
                  tests.map((one, at) =>
                    at === index ? { property: name ?? '', is: firstTest(kind) } : one,
                  ),
                )
              }}
              searchable
            />
            <ValueEditor
              value={test.is}
              onChange={(is) => set(tests.map((one, at) => (at === index ? { ...one, is } : one)))}
              kind={
                test.property === campaignProperty
                  ? 'choice'
                  : known === undefined
                    ? 'any'
                    : kindOfShape(known.shape)
              }
              choices={
                test.property === campaignProperty
                  ? (campaigns.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))
                  : asChoices(known?.seen?.examples ?? known?.declared?.choices ?? [])
              }
              days
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Remove the property"
              onClick={() => set(tests.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </div>
        )
      })}
      {value.event !== '' && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconPlus size={12} />}
          className={classes['where'] ?? ''}
          onClick={() => set([...tests, { property: '', is: { op: 'is', text: '' } }])}
        >
          Only with a property
        </Button>
      )}
    </>
  )
}
