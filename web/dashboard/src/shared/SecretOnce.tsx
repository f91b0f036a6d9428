import { Stack, Text } from '@mantine/core'
import { CopyField } from './CopyField'

interface SecretOnceProps {
  /** The secret right after it was made; afterwards nobody has it any more. */
  secret?: string | undefined
  /** What remains to tell it by later, such as its last four letters. */
  hint: string
  label: string
}

/** A secret: in full the one time it is known, masked ever after. */
export function SecretOnce({ secret, hint, label }: SecretOnceProps) {
  if (secret === undefined)
    return (
      <code>
        <span className="bk-only-read">{label} ending in</span>
        <span aria-hidden>••••••••</span>
        {hint}
      </code>
    )
  return (
    <Stack gap={4}>
      <CopyField value={secret} label={label} />
      <Text size="sm" c="dimmed">
        Copy it now: it is shown this once and cannot be read again.
      </Text>
    </Stack>
  )
}
