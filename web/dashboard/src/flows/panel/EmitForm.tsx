import { ActionIcon, Autocomplete, Button, Group, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import { $api } from '../../api'
import type { Step } from '../flow'
import type { FormProps } from './StepForm'

/** The event that is told of the contact, and what it says. */
export function EmitForm({ step, onChange }: FormProps<Extract<Step, { type: 'emit' }>>) {
  const names = $api.useQuery('get', '/api/events/names')
  const properties = step.properties ?? []
  const put = (index: number, next: (typeof properties)[number]) =>
    onChange({ ...step, properties: properties.map((one, at) => (at === index ? next : one)) })
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
      <div>
        {properties.length > 0 && (
          <Text fz="sm" fw={500} mb={4}>
            It says
          </Text>
        )}
        {properties.map((property, index) => (
          <Group key={index} gap={6} mb={6} wrap="nowrap">
            <TextInput
              aria-label="Property"
              placeholder="Property"
              value={property.name}
              onChange={(event) => put(index, { ...property, name: event.currentTarget.value })}
            />
            <TextInput
              aria-label="What it says"
              placeholder="Value"
              value={property.value}
              onChange={(event) => put(index, { ...property, value: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label="Remove the property"
              onClick={() => onChange({ ...step, properties: properties.filter((_, at) => at !== index) })}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange({ ...step, properties: [...properties, { name: '', value: '' }] })}
        >
          Say something more
        </Button>
      </div>
    </>
  )
}
