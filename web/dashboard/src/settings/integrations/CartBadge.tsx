import { Badge } from '@mantine/core'
import { Definition } from '../../shared'
import { abandonment, type CartAbandonment } from './catalogue'
import classes from './Integrations.module.css'

/** How much an integration says of abandoned carts; what that means is one hover away. */
export function CartBadge({ says }: { says: CartAbandonment }) {
  const { word, about } = abandonment[says]
  return (
    <span className={classes['badge']}>
      <Definition text={about}>
        <Badge color="gray" className={classes['badgeWord'] ?? ''}>
          {word}
        </Badge>
      </Definition>
    </span>
  )
}
