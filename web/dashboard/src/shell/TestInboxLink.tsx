import { ActionIcon, Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useUnread } from '../testInbox/useUnread'
import { testInboxPage } from './navigation'
import classes from './TestInboxLink.module.css'

const { icon: Icon, link } = testInboxPage

/** The way to the test inbox, with how many messages in it nobody has read. */
export function TestInboxLink() {
  const unread = useUnread()
  const words = unread > 0 ? `Test inbox, ${unread} unread` : 'Test inbox'
  return (
    <Tooltip label={words}>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="dimmed"
        size={36}
        aria-label={words}
        className={classes['link'] ?? ''}
        renderRoot={(props) => <Link {...link} {...props} />}
      >
        <Icon size={20} stroke={1.75} />
        {unread > 0 && (
          <span className={classes['badge']} aria-hidden>
            {unread > 99 ? '99+' : unread}
          </span>
        )}
      </ActionIcon>
    </Tooltip>
  )
}
