import { useMemo } from 'react'
import { CopyAction } from './CopyField'
import classes from './Json.module.css'
import { jsonTokens } from './jsonTokens'

interface JsonProps {
  value: unknown
  label?: string
}

/** A payload as it came, indented and coloured, with a button that copies it. */
export function Json({ value, label = 'JSON' }: JsonProps) {
  const text = useMemo(() => JSON.stringify(value, null, 2) ?? 'null', [value])
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
