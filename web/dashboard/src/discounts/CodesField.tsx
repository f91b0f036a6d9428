import { FileButton, Group, Text, Textarea, UnstyledButton } from '@mantine/core'
import { useFormat } from '../shared'
import { codesOf } from './codes'

interface CodesFieldProps {
  value: string
  onChange: (text: string) => void
}

/** Codes for one person each: pasted, or from a file. */
export function CodesField({ value, onChange }: CodesFieldProps) {
  const format = useFormat()
  const count = codesOf(value).length
  return (
    <div>
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
            <UnstyledButton {...props} fz={13} td="underline">
              From a file
            </UnstyledButton>
          )}
        </FileButton>
      </Group>
    </div>
  )
}
