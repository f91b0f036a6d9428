import { useLocalStorage } from '@mantine/hooks'
import { Outlet, useLocation, useRouteContext } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { SessionContext } from '../session/SessionContext'
import { BottomBar } from './BottomBar'
import { CommandPalette } from './CommandPalette'
import classes from './Shell.module.css'
import { Sidebar } from './Sidebar'
import { TopBar } from './TopBar'

/** What stands around every page: navigation on the left, a bar on top, on a phone a bar below. */
export function Shell() {
  const { session } = useRouteContext({ from: '/shell' })
  const [folded, setFolded] = useLocalStorage({
    key: 'beckon-nav-folded',
    defaultValue: false,
    getInitialValueInEffect: false,
  })
  const main = useRef<HTMLElement>(null)
  useFocusOnNewPage(main)
  return (
    <SessionContext value={session}>
      <a href="#main" className={classes['skip']}>
        Skip to the page
      </a>
      <div className={classes['shell']} data-folded={folded}>
        <Sidebar folded={folded} onFold={() => setFolded(!folded)} />
        <div className={classes['column']}>
          <TopBar />
          <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
            <Outlet />
          </main>
        </div>
        <BottomBar />
      </div>
      <CommandPalette />
    </SessionContext>
  )
}

/** Readers that speak the page begin at the new one, not at the link that led to it. */
function useFocusOnNewPage(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [pathname, main])
}
