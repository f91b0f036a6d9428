import { Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'
import { Wordmark } from '../shell/Wordmark'
import classes from './Front.module.css'

interface FrontProps {
  title: string
  about?: string
  width?: number
  children: ReactNode
}

/** A page before anybody is signed in: one calm column. */
export function Front({ title, about, width = 380, children }: FrontProps) {
  useDocumentTitle(`${title} · Beckon`)
  return (
    <main className={classes['front']}>
      <div className={classes['column']} style={{ maxWidth: width }}>
        <Wordmark />
        <div className={classes['head']}>
          <Title order={1}>{title}</Title>
          {about && <p className={classes['about']}>{about}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}
