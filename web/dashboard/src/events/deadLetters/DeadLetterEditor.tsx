import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { $api, ApiError, type components } from '../../api'
import { ErrorState } from '../../shared'
import { CodeEditor } from '../../templates/editor/CodeEditor'
import { faultsOf, readJson } from './eventJson'

interface DeadLetterEditorProps {
  letter: components['schemas']['DeadLetterDetail']
  onClose: () => void
  onSaved: () => Promise<unknown>
}

const none: readonly never[] = []

/** The event as JSON to mend. What is typed stays until it is saved or given up. */
export function DeadLetterEditor({ letter, onClose, onSaved }: DeadLetterEditorProps) {
  const [text, setText] = useState(letter.json)
  const save = $api.useMutation('put', '/api/dead-letters/{id}')
  const json = readJson(text)
  const faults = faultsOf(save.error, text)
  const send = () => {
    if (!json.ok) return
    save.mutate(
      {
        params: { path: { id: letter.id } },
        headers: { 'If-Match': `"${letter.version}"` },
        body: { event: json.value },
        // As it was typed: a number read and written here could lose digits.
        bodySerializer: () => `{"event": ${text}}`,
      },
      { onSuccess: () => void onSaved() },
    )
  }
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        Id, source, message id and time of receipt stay as they are.
      </Text>
      <CodeEditor
        label="Event as JSON"
        language="json"
        value={text}
        placeholder=""
        onChange={setText}
        insertables={none}
        faultyLines={json.ok ? faults.lines : none}
      />
      {!json.ok && (
        <Text size="sm" role="status">
          {json.fault}
        </Text>
      )}
      {json.ok && faults.sentences.length > 0 && (
        <ul role="alert" style={{ margin: 0, paddingLeft: 20 }}>
          {faults.sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {save.error != null && faults.sentences.length === 0 && <ErrorState error={save.error} />}
      {save.error instanceof ApiError && save.error.status === 412 && (
        <Text size="sm">Copy what you have typed, close the editor and open it again.</Text>
      )}
      <Group gap="xs" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={send} loading={save.isPending} disabled={!json.ok}>
          Save
        </Button>
      </Group>
    </Stack>
  )
}
