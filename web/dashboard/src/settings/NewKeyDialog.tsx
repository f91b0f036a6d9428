import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { $api, ApiError, type components } from '../api'
import { ErrorState, SecretOnce } from '../shared'
import { scopes } from './keys'

type Made = components['schemas']['KeyCreated']

interface NewKeyDialogProps {
  opened: boolean
  onClose: () => void
  /** What the name field starts with, such as the platform that is being connected. */
  name?: string
  /** Hears the secret, for a page that shows it in an example. */
  onMade?: (secret: string) => void
}

/** Makes a key and shows its secret the one time that it is known. */
export function NewKeyDialog({ opened, onClose, name = '', onMade }: NewKeyDialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title="Create a secret key" closeOnClickOutside={false}>
      <NewKey onClose={onClose} name={name} onMade={onMade} />
    </Modal>
  )
}

interface NewKeyProps {
  name: string
  onClose: () => void
  onMade: ((secret: string) => void) | undefined
}

function NewKey({ onClose, name, onMade }: NewKeyProps) {
  const queryClient = useQueryClient()
  const create = $api.useMutation('post', '/api/keys', {
    onSuccess: (made) => {
      onMade?.(made.secret)
      return queryClient.invalidateQueries({ queryKey: ['get', '/api/keys'] })
    },
  })
  if (create.data !== undefined) return <MadeKey made={create.data} onClose={onClose} />
  return (
    <KeyForm
      name={name}
      error={create.error}
      busy={create.isPending}
      onClose={onClose}
      onSubmit={(body) => create.mutate({ body })}
    />
  )
}

interface KeyFormProps {
  name: string
  error: unknown
  busy: boolean
  onClose: () => void
  onSubmit: (request: components['schemas']['KeyRequest']) => void
}

function KeyForm({ name, error, busy, onClose, onSubmit }: KeyFormProps) {
  const form = useForm<{ name: string; scopes: string[] }>({
    initialValues: { name, scopes: ['ingest'] },
    validate: {
      name: (value) => (value.trim() ? null : 'Say which system will use it.'),
      scopes: (value) => (value.length > 0 ? null : 'Choose at least one.'),
    },
  })
  const fieldError = (path: string) => (error instanceof ApiError ? error.fieldError(path) : undefined)
  const submit = form.onSubmit((values) =>
    onSubmit({
      name: values.name.trim(),
      scopes: scopes.map(({ value }) => value).filter((scope) => values.scopes.includes(scope)),
    }),
  )
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <TextInput
          label="Name"
          description="The system that will use it, such as “Web shop”."
          data-autofocus
          {...form.getInputProps('name')}
          error={form.errors['name'] ?? fieldError('name')}
        />
        <Checkbox.Group label="It may" {...form.getInputProps('scopes')}>
          <Stack gap={8} mt={8}>
            {scopes.map((scope) => (
              <Checkbox key={scope.value} value={scope.value} label={scope.label} description={scope.about} />
            ))}
          </Stack>
        </Checkbox.Group>
        {error != null && <ErrorState error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={busy}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function MadeKey({ made, onClose }: { made: Made; onClose: () => void }) {
  return (
    <Stack>
      <div role="status">{made.key.name} is ready.</div>
      <SecretOnce secret={made.secret} hint={made.key.hint} label="secret key" />
      <Group justify="flex-end">
        <Button onClick={onClose}>I have copied it</Button>
      </Group>
    </Stack>
  )
}
