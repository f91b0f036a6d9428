import { useElementSize } from '@mantine/hooks'
import classes from './Editor.module.css'
import { inFrame } from './content'

export type Screen = 'desktop' | 'phone'

const widths = { desktop: 680, phone: 375 } as const

interface MailFrameProps {
  html: string
  title: string
  screen: Screen
}

/** A message as a mail program shows it: no scripts, no way out. Wider than its place, it is scaled down. */
export function MailFrame({ html, title, screen }: MailFrameProps) {
  const { ref, width, height } = useElementSize()
  const wanted = widths[screen]
  const scale = width === 0 ? 1 : Math.min(1, width / wanted)
  const fills = screen === 'desktop' && width >= wanted
  return (
    <div ref={ref} className={classes['stage']}>
      <iframe
        title={title}
        sandbox=""
        srcDoc={inFrame(html)}
        className={classes['frame']}
        data-screen={screen}
        style={{
          width: fills ? '100%' : wanted,
          height: height === 0 ? '100%' : height / scale,
          transform: scale < 1 ? `scale(${scale})` : undefined,
        }}
      />
    </div>
  )
}
