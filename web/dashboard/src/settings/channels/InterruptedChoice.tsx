import { Radio, Stack } from '@mantine/core'
import type { ChannelForm } from './ChannelForm'

/** Twice or perhaps not at all: what a shop prefers where nobody can know. */
export function InterruptedChoice({ form }: { form: ChannelForm }) {
  return (
    <Radio.Group
      label="If a hand-over is interrupted"
      description="When Beckon or the mail server stops at the wrong moment, nobody can know whether an e-mail was taken. This is rare."
      {...form.getInputProps('whenInterrupted')}
    >
      <Stack gap={8} mt={8}>
        <Radio
          value="at_most_once"
          label="Hold it back and let a person decide"
          description="Nobody gets an e-mail twice. It is shown as uncertain with its campaign until somebody decides or the shopper opens it."
        />
        <Radio
          value="at_least_once"
          label="Send it again"
          description="Nobody goes without it; a shopper may get it twice. Both copies have the same Message-ID, and many mailboxes show them as one."
        />
      </Stack>
    </Radio.Group>
  )
}
