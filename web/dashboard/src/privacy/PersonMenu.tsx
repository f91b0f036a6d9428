import { Button, Menu } from '@mantine/core'
import { IconDots, IconDownload, IconUserX } from '@tabler/icons-react'
import { useState } from 'react'
import { usePermission } from '../session/SessionContext'
import { EraseDialog } from './EraseDialog'

/** What a person may ask of the shop: a copy of their data, and to be forgotten. */
export function PersonMenu({ id, name }: { id: string; name: string }) {
  const may = usePermission('privacy')
  const [erasing, setErasing] = useState(false)
  if (!may) return null
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" px={10} aria-label="Their data">
            <IconDots size={16} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={`/api/contacts/${id}/data`}
            download
            leftSection={<IconDownload size={16} />}
          >
            Export their data
          </Menu.Item>
          <Menu.Item color="red.8" leftSection={<IconUserX size={16} />} onClick={() => setErasing(true)}>
            Erase this person…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {erasing && <EraseDialog id={id} name={name} onClose={() => setErasing(false)} />}
    </>
  )
}
