import { Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api } from '../../api'
import { CopyField, ErrorState } from '../../shared'
import { type Integration, newToken, platformOf, takesToken } from './catalogue'
import { SettingFields } from './SettingFields'
import { faultsOf, fieldsFor, requestOf } from './sourceForm'

interface ConnectFormProps {
  integration: Integration
  onClose: () => void
  onConnected: (sourceId: string, token: string | null) => void
}

/** What is asked before a platform is connected. */
export function ConnectForm({ integration, onClose, onConnected }: ConnectFormProps) {
  const queryClient = useQueryClient()
  const [token, setToken] = useState<string>()
  const form = useForm({ initialValues: fieldsFor(integration) })
  const connect = $api.useMutation('post', '/api/sources', {
    onSuccess: async (made) => {
      await Promise.all([
        queryClient.invalidateQueries({ queryKey: ['get', '/api/sources'] }),
        queryClient.invalidateQueries({ queryKey: ['get', '/api/integrations'] }),
      ])
      onConnected(made.source.id, made.token)
    },
    onError: (error) => form.setErrors(faultsOf(error, integration)),
  })
  const submit = form.onSubmit((fields) => connect.mutate({ body: requestOf(integration, fields, token) }))
  return (
    <form onSubmit={submit} noValidate>
      <Stack maw={520}>
        {takesToken(integration) && (
          <ApiKey integration={integration} token={token} onShow={() => setToken(newToken())} />
        )}
        <SettingFields integration={integration} form={form} />
        {connect.error != null && Object.keys(form.errors).length === 0 && (
          <ErrorState error={connect.error} />
        )}
        <Group gap="xs">
          <Button type="submit" loading={connect.isPending}>
            Connect
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface ApiKeyProps {
  integration: Integration
  token: string | undefined
  onShow: () => void
}

function ApiKey({ integration, token, onShow }: ApiKeyProps) {
  if (token === undefined)
    return (
      <div>
        <Anchor component="button" type="button" onClick={onShow} td="underline">
          Find your API key here
        </Anchor>
        <Text fz={13} c="dimmed">
          {platformOf(integration).replace(/^y/, 'Y')} asks for it. Without looking now you see it once after
          connecting.
        </Text>
      </div>
    )
  return (
    <div role="status">
      <Text fz={13} fw={500} mb={4}>
        Your API key for {platformOf(integration)}
      </Text>
      <CopyField value={token} label="API key" />
      <Text fz={13} c="dimmed" mt={4}>
        Copy it now and give it to {platformOf(integration)}. It is valid as soon as you connect, and cannot
        be read again.
      </Text>
    </div>
  )
}
