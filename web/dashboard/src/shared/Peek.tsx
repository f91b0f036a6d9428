import { ActionIcon, Drawer, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, useId } from 'react'
import classes from './Peek.module.css'

interface PeekProps {
  opened: boolean
  onClose: () => void
  title: ReactNode
  status?: ReactNode
  /** Buttons and links beside the close button, such as "Open". */
  actions?: ReactNode
  children: ReactNode
}

/**
 * A look at one row in a panel on the right, without leaving the list: the list stays usable and Esc closes.
 * Keep what is open in the URL (`?peek=…`), so that the view can be shared and Back works.
 */
export function Peek({ opened, onClose, title, status, actions, children }: PeekProps) {
  const heading = useId()
  useHotkeys(opened ? [['Escape', onClose]] : [])
  return (
    <Drawer.Root
      opened={opened}
      onClose={onClose}
      position="right"
      size={480}
      lockScroll={false}
      trapFocus={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      transitionProps={{ duration: 150 }}
      removeScrollProps={{ enabled: false }}
    >
      <Drawer.Content className={classes['content'] ?? ''} aria-labelledby={heading} aria-modal={false}>
        <header className={classes['header']}>
          <div className={classes['title']}>
            <Title order={2} size="h3" id={heading}>
              {title}
            </Title>
            {status}
          </div>
          <div className={classes['actions']}>
            {actions}
            <ActionIcon variant="subtle" color="gray" onClick={onClose} aria-label="Close the panel">
              <IconX size={16} />
            </ActionIcon>
          </div>
        </header>
        <Drawer.Body className={classes['body'] ?? ''}>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
