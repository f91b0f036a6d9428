import { ActionIcon, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { $api } from '../../api'
import { useEventOptions } from '../../audiences/builder/useEventOptions'
import type { Happening } from './scenario'
import classes from './Scenarios.module.css'
import { SpanFields } from './SpanFields'

const orderStatuses = [
  { value: '', label: 'no order' },
  { value: 'INITIALIZED', label: 'an order just placed' },
  { value: 'IN_PROGRESS', label: 'an order in progress' },
  { value: 'DELIVERED', label: 'a delivered order' },
  { value: 'CANCELLED', label: 'a cancelled order' },
] as const

interface HappeningRowProps {
  number: number
  value: Happening
  onChange: (happening: Happening) => void
  onRemove: () => void
}

/** One thing that happens: when, what, and of which cart or order. */
export function HappeningRow({ number, value, onChange, onRemove }: HappeningRowProps) {
  const options = useEventOptions(value.event)
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const statuses = catalogue.data?.find((type) => type.name === value.event)?.statuses ?? []
  const label = `Happening ${String(number)}`
  const order = (chosen: string | null): Happening['order'] => {
    const status = orderStatuses.find((one) => one.value === chosen)?.value
    return status === undefined || status === '' ? null : { name: 'order', total: 0, ...value.order, status }
  }
  return (
    <div className={`${classes['row'] ?? ''} ${classes['happening'] ?? ''}`}>
      <SpanFields label={label} value={value.after} onChange={(after) => onChange({ ...value, after })} />
      <div className={classes['what']}>
        <Select
          aria-label={`${label}: event`}
          placeholder="Choose an event"
          data={options}
          value={value.event === '' ? null : value.event}
          onChange={(event) => onChange({ ...value, event: event ?? '', status: null })}
          searchable
          maxDropdownHeight={320}
          nothingFoundMessage="No such event is known or has come in."
        />
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={`Remove happening ${String(number)}`}
        onClick={onRemove}
      >
        <IconTrash size={16} />
      </ActionIcon>
      <div className={classes['more']}>
        {(statuses.length > 0 || value.status != null) && (
          <Select
            aria-label={`${label}: status`}
            placeholder="no status"
            data={statuses.map((status) => ({ value: status, label: status.replaceAll('_', ' ') }))}
            value={value.status ?? null}
            onChange={(status) => onChange({ ...value, status })}
            clearable
          />
        )}
        <TextInput
          aria-label={`${label}: cart`}
          placeholder="of no cart"
          value={value.cart ?? ''}
          onChange={(event) =>
            onChange({ ...value, cart: event.currentTarget.value === '' ? null : event.currentTarget.value })
          }
        />
        <Select
          aria-label={`${label}: order`}
          data={orderStatuses}
          value={value.order?.status ?? ''}
          onChange={(chosen) => onChange({ ...value, order: order(chosen) })}
          allowDeselect={false}
        />
      </div>
    </div>
  )
}
