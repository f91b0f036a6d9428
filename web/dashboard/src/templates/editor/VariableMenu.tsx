import { Button, Menu, Text } from '@mantine/core'
import { IconBraces, IconChevronDown } from '@tabler/icons-react'
import type { components } from '../../api'

interface VariableMenuProps {
  variables: readonly components['schemas']['TemplateVariable'][]
  onInsert: (text: string) => void
}

/** The names a message may use, by what they mean to a person. */
export function VariableMenu({ variables, onInsert }: VariableMenuProps) {
  return (
    <Menu position="bottom-start" width={320} returnFocus={false}>
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
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {variables.map((variable) => (
          <Menu.Item key={variable.name} onClick={() => onInsert(`{{${variable.name}}}`)}>
            {variable.title}
            <Text size="xs" c="dimmed" ff="monospace">
              {`{{${variable.name}}}`}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
