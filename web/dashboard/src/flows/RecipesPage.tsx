import { Button, FileButton, Group, Skeleton, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { $api, api, bodyOf } from '../api'
import { errorSentence } from '../api/errorSentence'
import { ErrorState, Page, useFormat } from '../shared'
import { connectWords, isOwn, sendersOf } from '../audiences/builder/options'
import classes from './Flow.module.css'
import { backToFlows } from './FlowPage'

/** Where a flow begins: one of the recipes, a file, or nothing. */
export function RecipesPage() {
  const format = useFormat()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const recipes = $api.useQuery('get', '/api/flows/recipes')
  const seen = $api.useQuery('get', '/api/events/names')
  const opened = async ({ id }: { id: string }) => {
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/flows'] })
    await queryClient.invalidateQueries({ queryKey: ['get', '/api/templates'] })
    await navigate({ to: '/automation/flows/$id', params: { id } })
  }
  const failed = (error: unknown) => notifications.show({ color: 'red', message: errorSentence(error) })
  const make = $api.useMutation('post', '/api/flows', { onSuccess: opened, onError: failed })
  // What is in the file the server reads and checks; here it is only known to be JSON.
  const load = async (file: File | null) => {
    if (file === null) return
    try {
      const found: unknown = JSON.parse(await file.text())
      if (typeof found !== 'object' || found === null) throw new SyntaxError()
      await opened(await bodyOf(api.POST('/api/flows', { body: found })))
    } catch (error) {
      failed(error instanceof SyntaxError ? new Error('This file is no flow that was saved here.') : error)
    }
  }
  const items = recipes.data?.items ?? []
  const catalogue = $api.useQuery('get', '/api/events/catalogue')
  const integrations = $api.useQuery('get', '/api/integrations')
  const missingWords = (event: string): string => {
    const senders = connectWords(sendersOf(event, integrations.data ?? []))
    return senders === ''
      ? `None has come in yet. It is sent over the API as ${event}.`
      : `Connect ${senders} to use this.`
  }
  const heard = new Set([
    ...(seen.data ?? []).map(({ name }) => name),
    ...(catalogue.data ?? []).filter(isOwn).map(({ name }) => name),
  ])
  return (
    <Page
      title="New flow"
      about="Choose a recipe and change what you like. It is a draft, with its messages as templates, until you publish it."
      back={backToFlows}
      actions={
        <Group gap="xs">
          <FileButton accept="application/json" onChange={(file) => void load(file)}>
            {(props) => (
              <Button variant="default" {...props}>
                From a file
              </Button>
            )}
          </FileButton>
          <Button loading={make.isPending} onClick={() => make.mutate({ body: { name: 'New flow' } })}>
            Begin with nothing
          </Button>
        </Group>
      }
    >
      {recipes.error != null && <ErrorState error={recipes.error} onRetry={() => void recipes.refetch()} />}
      {recipes.isPending && <Skeleton height={480} className="bk-shows-late" />}
      {[...new Set(items.map(({ group }) => group))].map((group) => (
        <section key={group} aria-label={group}>
          <Title order={2} size="h3" mb={12} mt={8}>
            {group}
          </Title>
          <ul className={classes['cards']}>
            {items
              .filter((one) => one.group === group)
              .map(({ key, name, description, event, trigger, messages }) => (
                <li key={key}>
                  <button
                    type="button"
                    className={classes['card']}
                    disabled={make.isPending}
                    title={`When somebody ${trigger}`}
                    onClick={() => make.mutate({ body: { recipe: key } })}
                  >
                    <strong>{name}</strong>
                    <span>{description}</span>
                    <span className={classes['cardFoot']}>
                      {format.count(messages, 'message')}
                      {seen.data !== undefined && catalogue.data !== undefined && !heard.has(event) && (
                        <em>{missingWords(event)}</em>
                      )}
                    </span>
                  </button>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}
