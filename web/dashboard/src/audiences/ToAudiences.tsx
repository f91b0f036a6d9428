import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'

/** The way back to the list. */
export const ToAudiences = () => (
  <Anchor size="sm" renderRoot={(props) => <Link to="/audiences" {...props} />}>
    Audiences
  </Anchor>
)
