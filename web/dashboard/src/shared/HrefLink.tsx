import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { pathOf } from './href'

interface HrefLinkProps {
  /** A path of the dashboard, with its search: what the server names, or what is put together from parts. */
  href: string
  children: ReactNode
}

/** A link inside the dashboard whose address comes as text. */
export function HrefLink({ href, children }: HrefLinkProps) {
  const { pathname, search } = pathOf(href)
  return (
    <Anchor inherit renderRoot={(props) => <Link to={pathname} search={search} {...props} />}>
      {children}
    </Anchor>
  )
}
