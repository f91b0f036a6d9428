import { Button, Group, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { $api, ApiError, type components } from '../../api'
import { ErrorState } from '../../shared'
import { ChoiceFields } from './ChoiceFields'
import { type Import, delimiterWords, encodingWords } from './importWords'
import { Mapping } from './Mapping'
import { Preview } from './Preview'

export type Choices = components['schemas']['ImportChoices']

/** What the columns of a file are, what is to become of its rows, and how the first ones would look. */
export function Draft({ draft }: { draft: Import }) {
  const queryClient = useQueryClient()
  const [choices, setChoices] = useState<Choices>({
    columns: draft.guess ?? draft.headings.map(() => ''),
    existing: 'update',
    dates: 'unmistakable',
  })
  const set = (change: Partial<Choices>) => setChoices((old) => ({ ...old, ...change }))
  const path = { path: { id: draft.id } }
  const [asked] = useDebouncedValue(choices, 300)
  const preview = $api.useQuery(
    'post',
    '/api/contacts/imports/{id}/preview',
    { params: path, body: asked },
    { placeholderData: keepPreviousData, retry: false },
  )
  const start = $api.useMutation('post', '/api/contacts/imports/{id}/start', {
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/imports/{id}'] })
      void queryClient.invalidateQueries({ queryKey: ['get', '/api/contacts/jobs'] })
    },
  })
  const error: unknown = start.error ?? preview.error
  const fault = (name: string) => (error instanceof ApiError ? error.fieldError(name) : undefined)
  const inPlace = ['wording', 'list', 'tag', 'country', 'source', 'subscribe'].some(
    (name) => fault(name) !== undefined,
  )
  return (
    <Stack gap="xl">
      <section>
        <Title order={2} size="h3" mb={4}>
          Columns
        </Title>
        <Text size="sm" c="dimmed" mb="sm">
          Read as {encodingWords(draft.encoding)} with {delimiterWords(draft.delimiter)}. Say what each column
          is; what has no counterpart is left out.
        </Text>
        <Mapping draft={draft} columns={choices.columns} onChange={(columns) => set({ columns })} />
      </section>
      <section>
        <Title order={2} size="h3" mb="sm">
          What becomes of the people
        </Title>
        <ChoiceFields choices={choices} onChange={set} fault={fault} />
      </section>
      <section>
        <Title order={2} size="h3" mb="sm">
          The first rows
        </Title>
        {error != null && !inPlace ? (
          <ErrorState error={fault('columns') ?? error} />
        ) : preview.data ? (
          <Preview preview={preview.data} />
        ) : (
          error != null && (
            <Text c="dimmed">They are shown as soon as what is marked above is filled in.</Text>
          )
        )}
      </section>
      <Group>
        <Button
          size="md"
          loading={start.isPending}
          disabled={preview.error != null || preview.data === undefined}
          onClick={() => start.mutate({ params: path, body: choices })}
        >
          Import this file
        </Button>
        <Text size="sm" c="dimmed">
          Nobody gets a message because of an import.
        </Text>
      </Group>
    </Stack>
  )
}
