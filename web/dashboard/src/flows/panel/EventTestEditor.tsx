import { Select } from '@mantine/core'
import { $api, type components } from '../../api'
import type { EventSubject } from '../../audiences/builder/options'
import { useEventOptions } from '../../audiences/builder/useEventOptions'
import { WhereEditor } from '../../audiences/builder/WhereEditor'

export type EventTest = components['schemas']['EventTest']

interface EventTestEditorProps {
  value: EventTest
  onChange: (test: EventTest) => void
  label: string
  subject?: EventSubject
}

/** Which event: its name, its status where it has one, and what its properties must be. */
export function EventTestEditor({ value, onChange, label, subject = 'contact' }: EventTestEditorProps) {
  const options = useEventOptions(value.event, subject)
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const statuses = catalogue.data?.find((type) => type.name === value.event)?.statuses ?? []
  return (
    <>
      <Select
        label={label}
        placeholder="Choose an event"
        data={options}
        value={value.event === '' ? null : value.event}
        onChange={(event) => onChange({ event: event ?? '' })}
        searchable
        maxDropdownHeight={320}
        nothingFoundMessage="No such event is known or has come in."
      />
      {(statuses.length > 0 || value.status != null) && (
        <Select
          label="With the status"
          data={[
            { value: '', label: 'any status' },
            ...statuses.map((status) => ({ value: status, label: status.replaceAll('_', ' ') })),
          ]}
          value={value.status ?? ''}
          onChange={(status) => onChange({ ...value, status: status || null })}
          allowDeselect={false}
        />
      )}
      <WhereEditor
        event={value.event}
        tests={value.where ?? []}
        onChange={(where) => onChange({ ...value, where: where.length === 0 ? null : where })}
      />
    </>
  )
}
