import { IconCheck, IconCloudOff, IconLoader2 } from '@tabler/icons-react'
import classes from './SavedState.module.css'

export type Saving = 'saved' | 'saving' | 'offline' | 'refused'

const words: Record<Saving, string> = {
  saved: 'Saved',
  saving: 'Saving…',
  offline: 'Offline: kept here',
  refused: 'Not saved',
}

const icons = { saved: IconCheck, saving: IconLoader2, offline: IconCloudOff, refused: IconCloudOff } as const

/** What has become of the last change, beside the title of an editor that saves by itself. */
export function SavedState({ state }: { state: Saving }) {
  const Icon = icons[state]
  return (
    <span className={classes['state']} data-state={state} role="status">
      <Icon size={14} aria-hidden />
      {words[state]}
    </span>
  )
}
