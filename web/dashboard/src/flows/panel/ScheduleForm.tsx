import { MultiSelect, NumberInput, Select } from '@mantine/core'
import { DatePickerInput, TimeInput } from '@mantine/dates'
import type { Trigger } from '../flow'
import { weekdays } from '../words'

type Schedule = Extract<Trigger, { type: 'schedule' }>

const rhythms = [
  { value: 'days', label: 'Every day, or on days of the week' },
  { value: 'month', label: 'On a day of each month' },
  { value: 'once', label: 'Once' },
] as const

interface ScheduleFormProps {
  value: Schedule
  onChange: (trigger: Schedule) => void
}

const rhythmOf = ({ on, dayOfMonth }: Schedule) =>
  on != null ? 'once' : dayOfMonth != null ? 'month' : 'days'

// A day as the server writes it, in the browser's own calendar.
const today = () => new Date().toLocaleDateString('sv')

/** When its time comes, again and again or once. */
export function ScheduleForm({ value, onChange }: ScheduleFormProps) {
  const bare = { type: value.type, at: value.at, who: value.who ?? null }
  return (
    <>
      <Select
        label="How often"
        data={rhythms}
        value={rhythmOf(value)}
        onChange={(chosen) =>
          onChange({
            ...bare,
            ...(chosen === 'once' && { on: today() }),
            ...(chosen === 'month' && { dayOfMonth: 1 }),
          })
        }
        allowDeselect={false}
      />
      {rhythmOf(value) === 'days' && (
        <MultiSelect
          label="On"
          placeholder={value.days?.length ? '' : 'every day'}
          data={weekdays}
          value={[...(value.days ?? [])]}
          onChange={(chosen) => {
            const days = weekdays.filter((day) => chosen.includes(day))
            onChange({ ...value, days: days.length === 0 ? null : days })
          }}
        />
      )}
      {value.dayOfMonth != null && (
        <NumberInput
          label="Day of the month"
          description="In a shorter month on its last day."
          min={1}
          max={31}
          allowDecimal={false}
          value={value.dayOfMonth}
          onChange={(day) => onChange({ ...value, dayOfMonth: Number(day) })}
        />
      )}
      {value.on != null && (
        <DatePickerInput
          label="On"
          value={value.on}
          onChange={(on) => on !== null && onChange({ ...value, on })}
        />
      )}
      <TimeInput
        label="At"
        description="In the time zone of the workspace. Whoever is let in by the filter below begins then."
        value={value.at.slice(0, 5)}
        onChange={(event) => {
          const at = event.currentTarget.value
          if (/^\d\d:\d\d$/.test(at)) onChange({ ...value, at: `${at}:00` })
        }}
      />
    </>
  )
}
