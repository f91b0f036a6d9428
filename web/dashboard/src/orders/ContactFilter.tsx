import { Anchor, CloseButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import classes from './OrderListPage.module.css'

interface ContactFilterProps {
  id: string
  name: string
  onClear: () => void
}

/** Says that a list is about one contact, and takes that away. */
export function ContactFilter({ id, name, onClear }: ContactFilterProps) {
  return (
    <div className={classes['only']}>
      <span>
        Only of{' '}
        <Anchor inherit renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} {...props} />}>
          {name}
        </Anchor>
      </span>
      <CloseButton size="sm" aria-label="Show those of all contacts" onClick={onClear} />
    </div>
  )
}
