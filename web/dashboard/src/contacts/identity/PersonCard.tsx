import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { components } from '../../api'
import { DateTime, useFormat } from '../../shared'
import { identifierName } from '../identifierNames'
import classes from './Identity.module.css'

type Person = components['schemas']['PersonBrief']

/** A person, as far as it takes to say who is who. */
export function PersonCard({
  person,
  heading,
  action,
}: {
  person: Person | null
  heading: string
  action?: ReactNode
}) {
  const format = useFormat()
  if (person === null) return <div className={classes['person']}>This contact is not there any more.</div>
  return (
    <div className={classes['person']}>
      <div className={classes['role']}>{heading}</div>
      <Anchor
        className={classes['name']}
        renderRoot={(props) => <Link to="/contacts/$id" params={{ id: person.id }} {...props} />}
      >
        {person.name}
      </Anchor>
      <dl className={classes['facts']} aria-label={`What ${person.name} is known by`}>
        {person.identifiers.map((one) => (
          <div key={`${one.kind} ${one.source?.id ?? ''} ${one.value}`}>
            <dt>{identifierName(one)}</dt>
            <dd>{one.value}</dd>
          </div>
        ))}
      </dl>
      <div className={classes['about']}>
        {format.count(person.orderCount, 'order')} · known since <DateTime at={person.createdAt} as="date" />{' '}
        · last seen <DateTime at={person.lastSeenAt} as="ago" />
      </div>
      {action}
    </div>
  )
}
