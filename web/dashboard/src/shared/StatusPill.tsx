import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconPlayerPause,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from './StatusPill.module.css'

/** What a state means to a person, whatever its name: it decides colour and icon, never colour alone. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'idle' | 'paused'

const icons = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconCircleX,
  busy: IconClock,
  idle: IconCircleDashed,
  paused: IconPlayerPause,
} as const

interface StatusPillProps {
  tone: Tone
  children: ReactNode
}

/** A state as an icon and a word. */
export function StatusPill({ tone, children }: StatusPillProps) {
  const Icon = icons[tone]
  return (
    <span className={classes['pill']} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  )
}
