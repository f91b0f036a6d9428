import { Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './EmptyState.module.css'

interface EmptyStateProps {
  /** What there is none of: "No campaigns yet." */
  title: string
  /** What it is for, in one sentence. */
  children?: ReactNode
  /** The one button to start. */
  action?: ReactNode
  icon?: ReactNode
}

/** What a list shows before its first row: what belongs here and how to begin. */
export function EmptyState({ title, children, action, icon }: EmptyStateProps) {
  return (
    <Stack className={classes['empty'] ?? ''} align="center" gap={4}>
      {icon && (
        <div className={classes['icon']} aria-hidden>
          {icon}
        </div>
      )}
      <Title order={2} size="h3">
        {title}
      </Title>
      {children && (
        <Text c="dimmed" maw="52ch" component="div">
          {children}
        </Text>
      )}
      {action && <div className={classes['action']}>{action}</div>}
    </Stack>
  )
}
