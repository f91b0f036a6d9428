import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { EmptyState } from '../shared/EmptyState'

/** An address that leads nowhere. */
export function NotFound() {
  return (
    <div style={{ maxWidth: 640, margin: '64px auto', padding: '0 16px' }}>
      <EmptyState
        title="There is no such page"
        action={
          <Button variant="default" renderRoot={(props) => <Link to="/" {...props} />}>
            Go to Home
          </Button>
        }
      >
        The address may be mistyped, or what it led to was deleted.
      </EmptyState>
    </div>
  )
}
