import { Button, Menu, Text } from '@mantine/core'
import { IconBraces, IconChevronDown } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { Insertion } from './language'

interface VariableMenuProps {
  groups: readonly { label: string; insertions: readonly Insertion[] }[]
  onInsert: (text: string) => void
}

/** What a message may say about its recipient, cart and shop, by what it means to a person. */
export function VariableMenu({ groups, onInsert }: VariableMenuProps) {
  return (
    <Menu position="bottom-start" width={340} returnFocus={false}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBraces size={16} />}
          rightSection={<IconChevronDown size={14} />}
        >
          Variable
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        {groups.map((group) => (
          <Fragment key={group.label}>
            <Menu.Label>{group.label}</Menu.Label>
            {group.insertions.map((insertion) => (
              <Menu.Item key={insertion.text} onClick={() => onInsert(insertion.text)}>
                {insertion.description}
                <Text size="xs" c="dimmed" ff="monospace">
                  {insertion.text}
                </Text>
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
