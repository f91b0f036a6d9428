import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useId } from 'react'
import classes from './Front.module.css'
import { passwordStrength } from './passwordStrength'

const tones = ['none', 'bad', 'warn', 'good', 'good'] as const

/** A field for a new password that says in words how good it is, while it is typed. */
export function PasswordWithStrength({
  email,
  ...props
}: PasswordInputProps & { value: string; email: string }) {
  const { score, word, advice } = passwordStrength(props.value, email)
  const refused = props.error != null
  const words = useId()
  return (
    <div>
      <PasswordInput autoComplete="new-password" aria-describedby={words} {...props} />
      <div className={classes['meter']} data-tone={tones[score]} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-filled={!refused && step <= score} />
        ))}
      </div>
      <div className={classes['strength']} id={words} role="status">
        {word && !refused && <strong>{word}. </strong>}
        {!refused && advice}
      </div>
    </div>
  )
}
