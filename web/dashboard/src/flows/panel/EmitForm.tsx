import { Autocomplete } from '@mantine/core'
import { $api } from '../../api'
import type { Step } from '../flow'
import { Properties } from './Properties'
import type { FormProps } from './StepForm'

/** The event that is told of the contact, and what it says. */
export function EmitForm({ step, onChange }: FormProps<Extract<Step, { type: 'emit' }>>) {
  const names = $api.useQuery('get', '/api/events/names')
  return (
    <>
      <Autocomplete
        label="Event"
        description="It is in the contact’s history, and other flows and audiences can hear of it."
        placeholder="such as coupon_earned"
        maxLength={120}
        data={[...new Set((names.data ?? []).map(({ name }) => name))]}
        value={step.event}
        onChange={(event) => onChange({ ...step, event })}
      />
      <Properties
        value={step.properties ?? []}
        onChange={(properties) => onChange({ ...step, properties })}
      />
    </>
  )
}
