import { ActionIcon, Button, Group, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { $api, type components } from '../../api'
import { asChoices, ValueEditor, type ValueKind } from '../../audiences/builder/ValueEditor'

type PropertyTest = components['schemas']['PropertyTest']

const kindOfShape = (shape: string | undefined): ValueKind =>
  shape === 'number' ? 'number' : shape === 'flag' ? 'flag' : shape === 'date' ? 'day' : 'text'

interface WhereEditorProps {
  event: string
  value: readonly PropertyTest[]
  onChange: (tests: PropertyTest[]) => void
}

/** What the properties of an event must be. */
export function WhereEditor({ event, value, onChange }: WhereEditorProps) {
  const properties = $api.useQuery(
    'get',
    '/api/events/{name}/properties',
    { params: { path: { name: event } } },
    { enabled: event !== '' },
  )
  const known = properties.data ?? []
  const set = (index: number, test: PropertyTest) =>
    onChange(value.map((one, at) => (at === index ? test : one)))
  if (event === '') return null
  return (
    <>
      {value.map((test, index) => {
        const property = known.find(({ name }) => name === test.property)
        const names = known.map(({ name }) => name)
        return (
          <Group key={index} gap={6} align="center">
            <Select
              aria-label="Property"
              flex={1}
              placeholder="Property"
              data={test.property === '' || names.includes(test.property) ? names : [test.property, ...names]}
              value={test.property === '' ? null : test.property}
              onChange={(name) => set(index, { property: name ?? '', is: { op: 'is', text: '' } })}
              searchable
            />
            <ValueEditor
              value={test.is}
              onChange={(is) => set(index, { ...test, is })}
              kind={property === undefined ? 'any' : kindOfShape(property.shape)}
              choices={asChoices(property?.seen?.examples ?? property?.declared?.choices ?? [])}
              days
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label="Remove the property"
              onClick={() => onChange(value.filter((_, at) => at !== index))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        )
      })}
      <div>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          leftSection={<IconPlus size={12} />}
          onClick={() => onChange([...value, { property: '', is: { op: 'is', text: '' } }])}
        >
          Only with a property
        </Button>
      </div>
    </>
  )
}
