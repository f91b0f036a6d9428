import { Avatar, Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core'
import { IconCheck, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react'
import { useSession } from '../session/SessionContext'
import { roleWords } from '../session/roles'
import { useSignOut } from '../session/useSignOut'
import classes from './TopBar.module.css'

/** Who is signed in, how the dashboard looks to them, and the way out. */
export function UserMenu() {
  const { user, role } = useSession()
  const signOut = useSignOut()
  const name = user.name || user.email
  return (
    <Menu position="bottom-end" width={260} shadow="none">
      <Menu.Target>
        <UnstyledButton aria-label={`Account of ${name}`} style={{ borderRadius: '50%' }} ml={4}>
          <Avatar size={30} radius="50%" color="gray" variant="light">
            {initials(name)}
          </Avatar>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={classes['who'] ?? ''}>
          <Text c="var(--bk-text)" fw={600} truncate>
            {name}
          </Text>
          <Text size="sm" truncate>
            {user.name ? `${user.email} · ${roleWords[role]}` : roleWords[role]}
          </Text>
        </Menu.Label>
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

const schemes = [
  { value: 'auto', label: 'As the system', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu.RadioGroup
      value={colorScheme}
      onChange={(value) => setColorScheme(schemes.find((scheme) => scheme.value === value)?.value ?? 'auto')}
    >
      {schemes.map(({ value, label, icon: Icon }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checkIcon={<IconCheck size={16} />}
          rightSection={<Icon size={16} aria-hidden />}
        >
          {label}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  )
}

const initials = (name: string): string =>
  name
    .split(/[\s@.]+/)
    .slice(0, name.includes('@') ? 1 : 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
