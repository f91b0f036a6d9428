import { Button, Group, Modal, Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import { $api, ApiError } from '../../api'
import { ErrorState } from '../../shared'
import { type BrowserKey, siteFault, sitesOf } from './snippet'

interface BrowserKeyDialogProps {
  /** The key that is changed; none: one is made. */
  changed?: BrowserKey
  onClose: () => void
  onSaved: (key: BrowserKey) => void
}

/** Asks for which shop a browser key is, and for which sites. */
export function BrowserKeyDialog({ changed, onClose, onSaved }: BrowserKeyDialogProps) {
  const queryClient = useQueryClient()
  const saved = async (key: BrowserKey) => {
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/browser-keys'] })
    onSaved(key)
  }
  const make = $api.useMutation('post', '/api/browser-keys', { onSuccess: saved })
  const change = $api.useMutation('patch', '/api/browser-keys/{id}', { onSuccess: saved })
  const form = useForm({
    initialValues: { name: changed?.name ?? '', sites: changed?.origins.join('\n') ?? '' },
    validate: {
      name: (value) => (value.trim() ? null : 'Say which shop it is for.'),
      sites: (value) => (sitesOf(value).length > 0 ? null : 'Name at least one site.'),
    },
  })
  const submit = form.onSubmit(({ name, sites }) => {
    const body = { name: name.trim(), origins: sitesOf(sites) }
    if (changed) change.mutate({ params: { path: { id: changed.id } }, body })
    else make.mutate({ body })
  })
  const error: unknown = make.error ?? change.error
  const faults = error instanceof ApiError ? error : undefined
  const sites = sitesOf(form.values.sites)
  const siteError = siteFault(faults?.problem.errors ?? undefined, sites)
  return (
    <Modal opened onClose={onClose} title={changed ? `Change ${changed.name}` : 'Create a browser key'}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label="Name"
            description="Which shop it is for, such as “Web shop”."
            data-autofocus
            {...form.getInputProps('name')}
            error={form.errors['name'] ?? faults?.fieldError('name')}
          />
          <Textarea
            label="Sites"
            description="The addresses of your shop, one a line. https://*.shop.example stands for all below it."
            placeholder="https://shop.example"
            autosize
            minRows={2}
            {...form.getInputProps('sites')}
            error={form.errors['sites'] ?? siteError}
          />
          {error != null && siteError === undefined && faults?.fieldError('name') === undefined && (
            <ErrorState error={error} />
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending || change.isPending}>
              {changed ? 'Save' : 'Create browser key'}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
