import { ActionIcon, Portal, Title } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconX } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useId, useRef } from 'react'
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
export function Peek(props: PeekProps) {
  return props.opened && <OpenPeek {...props} />
}

function OpenPeek({ onClose, title, status, actions, children }: PeekProps) {
  const heading = useId()
  const panel = useRef<HTMLDivElement>(null)
  useFocusWhileOpen(panel)
  useHotkeys([['Escape', onClose]])
  return (
    <Portal>
      <div
        ref={panel}
        role="dialog"
        aria-modal="false"
        aria-labelledby={heading}
        tabIndex={-1}
        className={classes['panel']}
      >
        <div className={classes['header']}>
          <div className={classes['title']}>
            <Title order={2} size="h3" id={heading}>
              {title}
            </Title>
            {status}
          </div>
          <div className={classes['actions']}>
            {actions}
            <ActionIcon
              variant="subtle"
              color="gray"
              c="dimmed"
              onClick={onClose}
              aria-label="Close the panel"
            >
              <IconX size={18} />
            </ActionIcon>
          </div>
        </div>
        <div className={classes['body']}>{children}</div>
      </div>
    </Portal>
  )
}

/** Reading aloud goes on in the panel, and afterwards where it was opened from. */
function useFocusWhileOpen(panel: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement
    panel.current?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [panel])
}
