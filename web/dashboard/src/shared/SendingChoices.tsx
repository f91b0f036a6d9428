import { Select } from '@mantine/core'
import { limits, limitsOf, priorities, priorityOf, type Priority, type SendLimits } from './sending'

interface ChoiceProps<Value> {
  value: Value
  onChange: (value: Value) => void
}

/** How an e-mail takes the quiet hours and frequency caps of the workspace. */
export function LimitsChoice({ value, onChange }: ChoiceProps<SendLimits>) {
  return (
    <Select
      label="In quiet hours, or when a frequency cap is reached, it"
      description={
        value === 'ignore'
          ? 'For news that people wait for, such as of their order. It counts for no cap.'
          : 'The rules of the workspace are under Settings, Channels.'
      }
      data={limits}
      value={value}
      onChange={(chosen) => onChange(limitsOf(chosen))}
      allowDeselect={false}
    />
  )
}

/** Whose e-mail goes first where somebody may get one only. */
export function PriorityChoice({ value, onChange }: ChoiceProps<Priority>) {
  return (
    <Select
      label="Where a frequency cap lets one e-mail through, it goes"
      description="Among those of all flows and campaigns that are due at the same time."
      data={priorities}
      value={value}
      onChange={(chosen) => onChange(priorityOf(chosen))}
      allowDeselect={false}
    />
  )
}
