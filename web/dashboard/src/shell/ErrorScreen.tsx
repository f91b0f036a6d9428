import { useRouter } from '@tanstack/react-router'
import { ErrorState } from '../shared/ErrorState'

/** What a page becomes when it cannot be shown at all. */
export function ErrorScreen({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter()
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return (
    <div style={{ maxWidth: 640, margin: '64px auto', padding: '0 16px' }}>
      <ErrorState error={error} onRetry={retry} />
    </div>
  )
}
