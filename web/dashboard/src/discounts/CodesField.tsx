import { Anchor, FileButton, Group, Progress, Text, Textarea } from '@mantine/core'
import { useFormat } from '../shared'
import { codesOf } from './codes'

// More than anybody reads in a field, and more than one shows quickly.
const longest = 100_000

interface CodesFieldProps {
  value: string
  onChange: (text: string) => void
  /** How many have arrived, while they are sent. */
  arrived?: number | undefined
}

/** Codes for one person each: pasted, or from a file. */
export function CodesField({ value, onChange, arrived }: CodesFieldProps) {
  const format = useFormat()
  const count = codesOf(value).length
  return (
    <div>
      {value.length > longest ? (
        <Group justify="space-between">
          <Text fz="sm">{format.count(count, 'code')} from the file</Text>
          <Anchor component="button" type="button" fz={13} onClick={() => onChange('')}>
            Choose others
          </Anchor>
        </Group>
      ) : (
        <>
          <Textarea
            label="Codes"
            description="One a line, as your shop's platform has made them. Each is given to one person."
            placeholder={'COME-BACK-7Q2F\nCOME-BACK-9XK1'}
            autosize
            minRows={4}
            maxRows={10}
            value={value}
            onChange={(event) => onChange(event.currentTarget.value)}
          />
          <Group justify="space-between" mt={6}>
            <Text fz={13} c="dimmed">
              {count === 0 ? 'None yet' : format.count(count, 'code')}
            </Text>
            <FileButton
              accept=".csv,.txt,text/plain,text/csv"
              onChange={(file) => {
                if (file !== null) void file.text().then(onChange)
              }}
            >
              {(props) => (
                <Anchor component="button" type="button" fz={13} {...props}>
                  From a file
                </Anchor>
              )}
            </FileButton>
          </Group>
        </>
      )}
      {arrived !== undefined && count > 0 && (
        <Progress value={(100 * arrived) / count} mt="sm" aria-label="Codes that have arrived" />
      )}
    </div>
  )
}
