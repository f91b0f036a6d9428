import { UnstyledButton } from '@mantine/core'
import { useOs } from '@mantine/hooks'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { JobsLink } from '../contacts/jobs/JobsLink'
import { HelpMenu } from './HelpMenu'
import { TestInboxLink } from './TestInboxLink'
import classes from './TopBar.module.css'
import { UserMenu } from './UserMenu'
import { WorkspaceSwitcher } from './WorkspaceSwitcher'

/** The bar on top: whose workspace this is, search, test inbox, help, user. */
export function TopBar() {
  const os = useOs()
  return (
    <header className={classes['bar']}>
      <WorkspaceSwitcher />
      <UnstyledButton
        className={classes['search'] ?? ''}
        onClick={spotlight.open}
        aria-label="Search and commands"
      >
        <IconSearch size={16} aria-hidden />
        <span className={classes['searchWords']}>Search or jump to…</span>
        <kbd className={classes['keys']} aria-hidden>
          {os === 'macos' || os === 'ios' ? '⌘ K' : 'Ctrl K'}
        </kbd>
      </UnstyledButton>
      <div className={classes['end']}>
        <JobsLink />
        <TestInboxLink />
        <HelpMenu />
        <UserMenu />
      </div>
    </header>
  )
}
