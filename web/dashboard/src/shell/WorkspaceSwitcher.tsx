import { Menu, UnstyledButton } from '@mantine/core'
import { IconCheck, IconSelector } from '@tabler/icons-react'
import { $api } from '../api'
import { useWorkspace } from '../session/SessionContext'
import { roleInWords } from '../session/roles'
import { useSwitchWorkspace } from '../session/useSwitchWorkspace'
import classes from './TopBar.module.css'

/** Whose workspace this is; for somebody with several, the way to the others. */
export function WorkspaceSwitcher() {
  const workspace = useWorkspace()
  const all = $api.useQuery('get', '/api/workspaces').data?.items ?? []
  const go = useSwitchWorkspace()
  if (all.length < 2) return <span className={classes['workspace']}>{workspace.name}</span>
  return (
    <Menu position="bottom-start" width={280} shadow="none">
      <Menu.Target>
        <UnstyledButton
          className={classes['switcher'] ?? ''}
          aria-label={`Workspace ${workspace.name}; switch`}
        >
          <span className={classes['workspace']}>{workspace.name}</span>
          <IconSelector size={16} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={420} style={{ overflowY: 'auto' }}>
        <Menu.Label>Your workspaces</Menu.Label>
        <Menu.RadioGroup
          value={workspace.id}
          onChange={(id) => {
            if (id !== workspace.id) go.mutate(id)
          }}
        >
          {all.map((each) => (
            <Menu.RadioItem
              key={each.id}
              value={each.id}
              checkIcon={<IconCheck size={16} />}
              rightSection={<span className={classes['role']}>{roleInWords(each.role)}</span>}
            >
              {each.name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  )
}
