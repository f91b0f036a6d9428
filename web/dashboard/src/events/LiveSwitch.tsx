import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { StatusPill } from '../shared'
import classes from './EventHistoryPage.module.css'
import type { Line } from './useEventStream'

interface LiveSwitchProps {
  live: boolean
  line: Line
  onChange: (live: boolean) => void
}

/** Says whether new events appear by themselves, and stops or resumes that. */
export function LiveSwitch({ live, line, onChange }: LiveSwitchProps) {
  const Icon = live ? IconPlayerPause : IconPlayerPlay
  return (
    <div className={classes['live']}>
      <span role="status">
        {!live ? (
          <StatusPill tone="paused">Paused</StatusPill>
        ) : line === 'open' ? (
          <StatusPill tone="good">Live</StatusPill>
        ) : (
          <StatusPill tone="busy">Connecting…</StatusPill>
        )}
      </span>
      <Button variant="default" leftSection={<Icon size={16} />} onClick={() => onChange(!live)}>
        {live ? 'Pause' : 'Resume'}
      </Button>
    </div>
  )
}
