import { ActionIcon, Button, Group, Text, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { components } from '../../api'

type Property = components['schemas']['EmittedProperty']

interface PropertiesProps {
  value: readonly Property[]
  onChange: (properties: Property[]) => void
}

/** What an event or a call says. */
export function Properties({ value, onChange }: PropertiesProps) {
  const put = (index: number, next: Property) => onChange(value.with(index, next))
  return (
    <div>
      {value.length > 0 && (
        <Text fz="sm" fw={500} mb={4}>
          It says
        </Text>
      )}
      {value.map((property, index) => (
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
            onClick={() => onChange(value.toSpliced(index, 1))}
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
        onClick={() => onChange([...value, { name: '', value: '' }])}
      >
        Say something more
      </Button>
    </div>
  )
}
