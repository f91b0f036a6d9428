import { Radio, Stack } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'

/** Twice or perhaps not at all: what a shop prefers where nobody can know. */
interface InterruptedChoiceProps {
  inputs: GetInputPropsReturnType
  noun: 'e-mail' | 'text message'
}

export function InterruptedChoice({ inputs, noun }: InterruptedChoiceProps) {
  return (
    <Radio.Group
      label="If a hand-over is interrupted"
      description={`When Beckon or the server stops at the wrong moment, nobody can know whether ${noun === 'e-mail' ? 'an' : 'a'} ${noun} was taken. This is rare.`}
      {...inputs}
    >
      <Stack gap={8} mt={8}>
        <Radio
          value="at_most_once"
          label="Hold it back and let a person decide"
          description="Nobody gets it twice. It is shown as uncertain until somebody decides, or until something proves that it arrived."
        />
        <Radio
          value="at_least_once"
          label="Send it again"
          description={
            noun === 'e-mail'
              ? 'Nobody goes without it; a shopper may get it twice. Both copies have the same Message-ID, and many mailboxes show them as one.'
              : 'Nobody goes without it; a shopper may get it twice.'
          }
        />
      </Stack>
    </Radio.Group>
  )
}
