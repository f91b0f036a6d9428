import { ActionIcon, Tooltip } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { navigation } from './navigation'
import classes from './Sidebar.module.css'
import { Wordmark } from './Wordmark'

interface SidebarProps {
  folded: boolean
  onFold: () => void
}

/** The navigation on the left; folded it keeps the icons and says the names on hover and focus. */
export function Sidebar({ folded, onFold }: SidebarProps) {
  const Fold = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  const foldLabel = folded ? 'Show the navigation' : 'Fold the navigation'
  return (
    <aside className={classes['sidebar']} data-folded={folded}>
      <div className={classes['top']}>
        <Link to="/" className={classes['home']}>
          <Wordmark markOnly={folded} />
        </Link>
      </div>
      <nav aria-label="Pages" className={classes['nav']}>
        <NavGroups folded={folded} />
      </nav>
      <div className={classes['bottom']}>
        <Tooltip label={foldLabel} position="right">
          <ActionIcon
            variant="subtle"
            color="gray"
            c="dimmed"
            onClick={onFold}
            aria-label={foldLabel}
            aria-expanded={!folded}
          >
            <Fold size={18} />
          </ActionIcon>
        </Tooltip>
      </div>
    </aside>
  )
}

/** The groups and their pages; also what More shows on a phone. */
export function NavGroups({ folded = false, onGo }: { folded?: boolean; onGo?: () => void }) {
  return navigation.map(({ group, pages }) => (
    <div key={group ?? ''} className={classes['group']}>
      {group && !folded && <h2 className={classes['heading']}>{group}</h2>}
      <ul className={classes['pages']}>
        {pages.map(({ label, icon: Icon, link }) => (
          <li key={label}>
            <Tooltip label={label} position="right" disabled={!folded} openDelay={0}>
              <Link
                {...link}
                className={classes['page']}
                activeOptions={{ exact: link.to === '/', includeSearch: false }}
                onClick={onGo}
              >
                <Icon size={18} stroke={1.75} className={classes['icon']} aria-hidden />
                <span className={folded ? 'bk-only-read' : undefined}>{label}</span>
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  ))
}
