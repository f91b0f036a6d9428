import { ActionIcon, Menu } from '@mantine/core'
import { IconApi, IconHelp, IconKeyboard } from '@tabler/icons-react'
import { useState } from 'react'
import { KeyboardHelp } from './KeyboardHelp'

/** Help: the keys, and the API's own description. */
export function HelpMenu() {
  const [keys, setKeys] = useState(false)
  return (
    <>
      <Menu position="bottom-end" width={220} shadow="none">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" c="dimmed" size={36} aria-label="Help">
            <IconHelp size={20} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconKeyboard size={16} />} onClick={() => setKeys(true)}>
            Keyboard shortcuts
          </Menu.Item>
          <Menu.Item leftSection={<IconApi size={16} />} component="a" href="/openapi.json" target="_blank">
            The API, described
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <KeyboardHelp opened={keys} onClose={() => setKeys(false)} />
    </>
  )
}
