import { ActionIcon, Button, Select } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { $api, type components } from '../../api'
import classes from '../Audiences.module.css'
import { useProperties } from './useProperties'
import { asChoices, ValueEditor, type ValueKind } from './ValueEditor'

type PropertyTest = components['schemas']['PropertyTest']

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

interface WhereEditorProps {
  event: string
  tests: readonly PropertyTest[]
  onChange: (tests: PropertyTest[]) => void
}

/** What the properties of an event must be. */
export function WhereEditor({ event, tests, onChange: set }: WhereEditorProps) {
  const properties = useProperties(event)
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
      {event !== '' && (
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
