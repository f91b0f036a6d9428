import { Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { errorSentence } from '../api/errorSentence'
import classes from './ErrorState.module.css'

interface ErrorStateProps {
  error: unknown
  onRetry?: (() => void) | undefined
}

/** Something could not be read or done: in place, in words, with what to do. Nothing else on the page is lost. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  return (
    <div className={classes['error']} role="alert">
      <IconAlertTriangle size={18} className={classes['icon']} aria-hidden />
      <Group justify="space-between" gap="sm" flex={1}>
        <Text size="md">{errorSentence(error)}</Text>
        {onRetry && (
          <Button variant="default" size="xs" onClick={onRetry}>
            Try again
          </Button>
        )}
      </Group>
    </div>
  )
}
