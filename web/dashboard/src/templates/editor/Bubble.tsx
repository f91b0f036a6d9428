import classes from './Editor.module.css'

/** A text message as a phone shows it. */
export function Bubble({ text }: { text: string }) {
  return (
    <div className={classes['phone']}>
      <p className={classes['bubble']}>{text}</p>
    </div>
  )
}
