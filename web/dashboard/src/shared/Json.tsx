import { useMemo } from 'react'
import { CopyAction } from './CopyField'
import classes from './Json.module.css'
import { jsonTokens } from './jsonTokens'

interface JsonProps {
  /** The payload, or its indented text where digits count that a number here cannot hold. */
  value: unknown
  text?: string
  label?: string
}

/** A payload as it came, indented and coloured, with a button that copies it. */
export function Json({ value, text: exact, label = 'JSON' }: JsonProps) {
  const text = useMemo(() => exact ?? JSON.stringify(value, null, 2) ?? 'null', [exact, value])
  const tokens = useMemo(() => jsonTokens(text), [text])
  return (
    <div className={classes['box']}>
      <div className={classes['copy']}>
        <CopyAction value={text} label={label} />
      </div>
      {/* Scrolls sideways, so the keyboard must be able to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={classes['text']} tabIndex={0} aria-label={label}>
        {tokens.map((token, index) => (
          <span key={index} className={classes[token.kind]}>
            {token.text}
          </span>
        ))}
      </pre>
    </div>
  )
}
