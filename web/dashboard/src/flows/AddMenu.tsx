import { Menu } from '@mantine/core'
import { IconClipboard } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { readCopied } from './copied'
import type { StepChoice } from './flow'
import { kindOf, stepKinds } from './words'

/** Which step to add. */
export function AddMenu({
  onAdd,
  children,
}: {
  onAdd: (type: StepChoice | 'paste') => void
  children: ReactNode
}) {
  const copied = readCopied()
  return (
    <Menu position="right-start" shadow="md" withinPortal>
      <Menu.Target>{children}</Menu.Target>
      <Menu.Dropdown>
        {stepKinds.map(({ type, label, icon: Icon }) => (
          <Menu.Item key={type} leftSection={<Icon size={16} />} onClick={() => onAdd(type)}>
            {label}
          </Menu.Item>
        ))}
        {copied !== null && (
          <>
            <Menu.Divider />
            <Menu.Item leftSection={<IconClipboard size={16} />} onClick={() => onAdd('paste')}>
              Paste “{kindOf(copied).label}”
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
