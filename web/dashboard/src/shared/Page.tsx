import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { PageHeader, type PageHeaderProps } from './PageHeader'
import classes from './Page.module.css'

interface PageProps extends PageHeaderProps {
  /** `wide` for tables, `text` for forms and settings that should not run across a big screen. */
  width?: 'wide' | 'text'
  children: ReactNode
}

/** A page inside the shell: its title in the browser's tab, its header, its content. */
export function Page({ width = 'wide', children, ...header }: PageProps) {
  useDocumentTitle(`${header.title} · Beckon`)
  return (
    <div className={classes['page']} data-width={width}>
      <PageHeader {...header} />
      {children}
    </div>
  )
}
