import { Anchor, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import classes from './Contacts.module.css'

interface OnlyContactProps {
  id: string
  /** What the list shows: "events". */
  what: string
  onClear: () => void
}

/** Says that a list is about one contact, and takes that away. */
export function OnlyContact({ id, what, onClear }: OnlyContactProps) {
  const contact = $api.useQuery('get', '/api/contacts/{id}', { params: { path: { id } } })
  return (
    <div className={classes['only']}>
      <span>
        Only {what} of{' '}
        <Anchor inherit renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} {...props} />}>
          {contact.data?.name ?? 'one contact'}
        </Anchor>
      </span>
      <CloseButton size="sm" aria-label={`Show ${what} of all contacts`} onClick={onClear} />
    </div>
  )
}
