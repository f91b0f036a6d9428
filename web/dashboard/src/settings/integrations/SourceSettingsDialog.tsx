import { Button, Checkbox, Group, Modal, Stack } from '@mantine/core'
import { useForm } from '@mantine/form'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../../api'
import { ErrorState } from '../../shared'
import type { Integration, Source } from './catalogue'
import { SettingFields } from './SettingFields'
import { faultsOf, fieldsFor, patchOf } from './sourceForm'

interface SourceSettingsDialogProps {
  integration: Integration
  source: Source
  onClose: () => void
}

/** Where unsigned calls would be let in by nothing else, the secret cannot go. */
const isNeeded = ({ settings }: Integration): boolean =>
  settings.some(({ name, required }) => name === 'signingSecret' && required)

/** Changes what was filled in when a source was connected. */
export function SourceSettingsDialog({ integration, source, onClose }: SourceSettingsDialogProps) {
  const queryClient = useQueryClient()
  const [unsigned, setUnsigned] = useState(false)
  const form = useForm({ initialValues: fieldsFor(integration, source) })
  const change = $api.useMutation('patch', '/api/sources/{id}', {
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: ['get', '/api/sources'] })
      notifications.show({ message: 'Settings saved.' })
      onClose()
    },
    onError: (error) => form.setErrors(faultsOf(error, integration)),
  })
  const submit = form.onSubmit((fields) => {
    const body = patchOf(integration, source, fields)
    change.mutate({
      params: { path: { id: source.id } },
      body: unsigned ? { ...body, signingSecret: '' } : body,
    })
  })
  return (
    <Modal opened onClose={onClose} title={`Settings of ${source.name}`}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <SettingFields integration={integration} form={form} source={source} />
          {source.hasSigningSecret && !isNeeded(integration) && (
            <Checkbox
              label="Calls are not signed any more"
              description="Forgets the signing secret; the API key alone opens the door then."
              checked={unsigned}
              onChange={(event) => setUnsigned(event.currentTarget.checked)}
            />
          )}
          {change.error != null && Object.keys(form.errors).length === 0 && (
            <ErrorState error={change.error} />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={change.isPending}>
              Save settings
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
