import { Drawer, UnstyledButton } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { Link, useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import classes from './BottomBar.module.css'
import { bottomPages } from './navigation'
import { NavGroups } from './Sidebar'

const isWithin = (pathname: string, within: string): boolean =>
  within === '/' ? pathname === '/' : pathname.startsWith(within)

/** The navigation of a phone, under the thumb. */
export function BottomBar() {
  const { pathname } = useLocation()
  const [more, setMore] = useState(false)
  const elsewhere = !bottomPages.some(({ within }) => isWithin(pathname, within))
  return (
    <>
      <nav className={classes['bar']} aria-label="Main pages">
        {bottomPages.map(({ label, icon: Icon, link, within }) => (
          <Link key={label} {...link} className={classes['item']} data-current={isWithin(pathname, within)}>
            <Icon size={22} stroke={1.75} aria-hidden />
            {label}
          </Link>
        ))}
        <UnstyledButton
          className={classes['item'] ?? ''}
          data-current={elsewhere}
          aria-haspopup="dialog"
          onClick={() => setMore(true)}
        >
          <IconDots size={22} stroke={1.75} aria-hidden />
          More
        </UnstyledButton>
      </nav>
      <Drawer opened={more} onClose={() => setMore(false)} position="bottom" size="auto" title="All pages">
        <NavGroups onGo={() => setMore(false)} />
      </Drawer>
    </>
  )
}
