import { Select } from '@mantine/core'
import { $api } from '../../api'
import { type EventCondition, frequencies, type Frequency, frequencyOf, withFrequency } from '../filter'
import classes from '../Audiences.module.css'
import { useEventOptions } from './useEventOptions'
import { NumberEditor } from './NumberEditor'
import { TimeEditor } from './TimeEditor'
import { useProperties } from './useProperties'
import { WhereEditor } from './WhereEditor'

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
      <WhereEditor
        event={value.event}
        tests={value.where ?? []}
        onChange={(where) => onChange({ ...value, where: where.length === 0 ? null : where })}
      />
    </div>
  )
}

function EventName({ value, onChange }: EventEditorProps) {
  const options = useEventOptions(value.event)
  return (
    <Select
      aria-label="Event"
      w={232}
      placeholder="Choose an event"
      data={options}
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
