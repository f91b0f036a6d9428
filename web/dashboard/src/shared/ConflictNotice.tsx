import { Button, Group, Text } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useState } from 'react'
import classes from './ConflictNotice.module.css'

interface ConflictNoticeProps {
  /** What was changed: "campaign". */
  noun: string
  /** Shows what is on the server now; what was typed here is dropped. */
  onReload: () => Promise<unknown>
  /** Saves what was typed here over it. */
  onKeep: () => Promise<unknown>
}

/** Somebody else saved meanwhile: nothing is overwritten and nothing dropped before a person decides. */
export function ConflictNotice({ noun, onReload, onKeep }: ConflictNoticeProps) {
  const [busy, setBusy] = useState(false)
  const run = (act: () => Promise<unknown>) => () => {
    setBusy(true)
    void act().finally(() => setBusy(false))
  }
  return (
    <div className={classes['notice']} role="alert">
      <IconGitMerge size={18} className={classes['icon']} aria-hidden />
      <Group gap="sm" justify="space-between" flex={1}>
        <Text maw="64ch">
          Somebody else changed this {noun} while you were editing. Your last changes are on this screen but
          not saved.
        </Text>
        <Group gap="xs">
          <Button variant="default" size="xs" onClick={run(onReload)} disabled={busy}>
            Load their version
          </Button>
          <Button variant="default" size="xs" onClick={run(onKeep)} disabled={busy}>
            Save mine over it
          </Button>
        </Group>
      </Group>
    </div>
  )
}
