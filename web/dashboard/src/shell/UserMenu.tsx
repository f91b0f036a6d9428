import { Avatar, Menu, SegmentedControl, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useSession } from '../session/SessionContext'
import { useSignOut } from '../session/useSignOut'

/** Who is signed in, how the dashboard looks to them, and the way out. */
export function UserMenu() {
  const { user, role } = useSession()
  const signOut = useSignOut()
  const name = user.name || user.email
  return (
    <Menu position="bottom-end" width={260} shadow="none">
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${name}`} style={{ borderRadius: '50%' }} ml={4}>
          <Avatar size={30} radius="xl" color="gray" variant="light">
            {initials(name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div style={{ padding: '6px 12px 8px' }}>
          <Text fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" c="dimmed" truncate>
            {user.name ? `${user.email} · ${role}` : role}
          </Text>
        </div>
        <Menu.Divider />
        <Menu.Label>Appearance</Menu.Label>
        <Appearance />
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} />} onClick={() => signOut.mutate()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

const schemes = ['auto', 'light', 'dark'] as const

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <SegmentedControl
      fullWidth
      size="xs"
      m="0 12px 10px"
      aria-label="Appearance"
      value={colorScheme}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme === value) ?? 'auto')}
      data={[
        { value: 'auto', label: 'System' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
  )
}

const initials = (name: string): string =>
  name
    .split(/[\s@.]+/)
    .slice(0, name.includes('@') ? 1 : 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
