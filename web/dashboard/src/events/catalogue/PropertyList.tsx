import { Text } from '@mantine/core'
import type { components } from '../../api'
import { StatusPill, useFormat } from '../../shared'
import classes from './Catalogue.module.css'
import { kindWords, shapeWord } from './words'

type EventProperty = components['schemas']['EventProperty']

/** What events of a name say: as the catalogue has it, and as it came in. */
export function PropertyList({ properties }: { properties: readonly EventProperty[] }) {
  return (
    <ul className={classes['properties']}>
      {properties.map((property) => (
        <li key={property.name} className={classes['property']}>
          <Property property={property} />
        </li>
      ))}
    </ul>
  )
}

function Property({ property: { name, shape, declared, seen } }: { property: EventProperty }) {
  const odd = declared === null ? [] : (seen?.shapes ?? []).filter((each) => !fits(each.shape, declared))
  return (
    <>
      <div className={classes['line']}>
        <code>{name}</code>
        <span className={classes['kind']}>{declared ? kindWords(declared) : shapeWord(shape)}</span>
        <Share seen={seen} />
      </div>
      {declared && (
        <Text size="sm" c="dimmed">
          {declared.sentence}
          {declared.neededFor !== null && ` Needed for ${declared.neededFor}.`}
        </Text>
      )}
      {odd.length > 0 && (
        <StatusPill tone="warn">
          Also came as {odd.map((each) => shapeWord(each.shape)).join(', ')}
        </StatusPill>
      )}
      {seen !== null && seen.examples.length > 0 && (
        <div className={classes['examples']} aria-label={`Examples of ${name}`}>
          {seen.examples.map((example) => (
            <code key={example}>{example}</code>
          ))}
        </div>
      )}
    </>
  )
}

function fits(shape: EventProperty['shape'], { kind }: NonNullable<EventProperty['declared']>): boolean {
  if (shape === 'text') return ['text', 'id', 'url', 'amount'].includes(kind)
  if (shape === 'number') return ['number', 'money', 'quantity', 'id', 'amount'].includes(kind)
  if (shape === 'date') return ['time', 'day', 'text', 'id'].includes(kind)
  return shape === kind
}

function Share({ seen }: { seen: EventProperty['seen'] }) {
  const format = useFormat()
  return (
    <span className={classes['share']}>
      {seen === null ? 'has not arrived' : `in ${format.number(seen.share)} % of those looked at`}
    </span>
  )
}
