import { Button, Group, Modal, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconFilter } from '@tabler/icons-react'
import type { components } from '../../api'
import { GroupEditor } from '../../audiences/builder/GroupEditor'
import { everybody, rootOf } from '../../audiences/filter'
import { PreviewPanel } from '../../audiences/PreviewPanel'
import { usePreview } from '../../audiences/usePreview'

type Filter = components['schemas']['Filter']

interface WhoEditorProps {
  label: string
  value: Filter | null | undefined
  onChange: (who: Filter) => void
  onClear?: () => void
}

/** Who: said in a sentence, changed in the builder of audiences. */
export function WhoEditor({ label, value, onChange, onClear }: WhoEditorProps) {
  const [opened, { open, close }] = useDisclosure()
  return (
    <div>
      <Text fz="sm" fw={500}>
        {label}
      </Text>
      {value != null && <Sentence filter={value} />}
      <Group gap={6} mt={6}>
        <Button variant="default" size="xs" leftSection={<IconFilter size={14} />} onClick={open}>
          {value == null ? 'Let only some in' : 'Change'}
        </Button>
        {value != null && onClear !== undefined && (
          <Button variant="subtle" color="gray" size="xs" onClick={onClear}>
            Everybody
          </Button>
        )}
      </Group>
      <Modal opened={opened} onClose={close} title={label} size="xl">
        <Builder value={value ?? everybody} onChange={onChange} />
        <Group justify="flex-end" mt="md">
          <Button onClick={close}>Done</Button>
        </Group>
      </Modal>
    </div>
  )
}

function Sentence({ filter }: { filter: Filter }) {
  const preview = usePreview(rootOf(filter))
  return (
    <Text fz={13} c="dimmed">
      {preview.data?.sentence ?? (preview.error == null ? '…' : 'Some condition is not complete yet.')}
    </Text>
  )
}

function Builder({ value, onChange }: { value: Filter; onChange: (who: Filter) => void }) {
  const group = rootOf(value)
  const preview = usePreview(group)
  return (
    <>
      <GroupEditor value={group} onChange={onChange} />
      <PreviewPanel preview={preview} />
    </>
  )
}
