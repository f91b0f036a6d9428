import { Autocomplete, Button, Radio, Stack, Title } from '@mantine/core'
import { $api } from '../../../api'
import classes from './Mapping.module.css'
import { type Mapping, namesAt, placeWords, without } from './mapping'

interface NameSectionProps {
  mapping: Mapping
  bodies: readonly unknown[]
  /** Whether the next click says where the name is. */
  picking: boolean
  onPick: () => void
  onChange: (mapping: Mapping) => void
}

/** What the event is called: always the same, or as a field says. */
export function NameSection({ mapping, bodies, picking, onPick, onChange }: NameSectionProps) {
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const known = (catalogue.data ?? [])
    .filter(({ group }) => group !== 'message' && group !== 'identity' && group !== 'audience')
    .map(({ name }) => name)
  const bySender = mapping.name === undefined
  const { nameAt } = mapping
  return (
    <section aria-label="What happened">
      <Title order={3} size="h4" className={classes['groupHead']}>
        What happened
      </Title>
      <Radio.Group
        value={bySender ? 'field' : 'fixed'}
        onChange={(value) => onChange({ ...mapping, name: value === 'fixed' ? '' : undefined })}
      >
        <Stack gap={8}>
          <Radio value="fixed" label="Always the same event" />
          {!bySender && (
            <Autocomplete
              aria-label="Event"
              placeholder="order_completed, or a name of your own"
              data={known}
              value={mapping.name ?? ''}
              onChange={(name) => onChange({ ...mapping, name })}
            />
          )}
          <Radio value="field" label="A field says it" />
        </Stack>
      </Radio.Group>
      {bySender && (
        <Stack gap={8} mt={8}>
          <Button variant={picking ? 'filled' : 'default'} size="xs" onClick={onPick} w="fit-content">
            {picking
              ? 'Click it in the call'
              : nameAt === undefined
                ? 'Choose the field'
                : placeWords(nameAt)}
          </Button>
          {namesAt(bodies, mapping).map((theirs) => (
            <div key={theirs} className={classes['names']}>
              <code>{theirs}</code>
              <Autocomplete
                aria-label={`What ${theirs} is called here`}
                placeholder={theirs}
                data={known}
                value={mapping.names[theirs] ?? ''}
                onChange={(name) =>
                  onChange({
                    ...mapping,
                    names: { ...without(mapping.names, theirs), ...(name !== '' && { [theirs]: name }) },
                  })
                }
              />
            </div>
          ))}
        </Stack>
      )}
    </section>
  )
}
