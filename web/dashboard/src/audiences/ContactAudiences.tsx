import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import { Part } from '../contacts/Part'
import { DateTime } from '../shared'
import classes from './Audiences.module.css'

/** The audiences that a contact is in; nothing while there are none. */
export function ContactAudiences({ id }: { id: string }) {
  const audiences = $api.useQuery('get', '/api/contacts/{id}/audiences', { params: { path: { id } } })
  const items = audiences.data?.items ?? []
  if (items.length === 0) return null
  return (
    <Part title="Audiences">
      <ul className={classes['sample']} aria-label="Audiences">
        {items.map((audience) => (
          <li key={audience.id}>
            <Anchor
              className={classes['person'] ?? ''}
              fz="inherit"
              renderRoot={(props) => <Link to="/audiences/$id" params={{ id: audience.id }} {...props} />}
            >
              {audience.name}
            </Anchor>
            <small>
              since <DateTime at={audience.since} as="ago" />
            </small>
          </li>
        ))}
      </ul>
    </Part>
  )
}
