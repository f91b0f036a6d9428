import { Anchor, Group, Select, Skeleton, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { $api, api, bodyOf, type components } from '../api'
import { Autosave, ConflictNotice, ErrorState, keepInBrowser, Page, SavedState, useAutosave } from '../shared'
import { asCategory, categories, type Category } from './categories'
import { type Content, contentOf, readContent } from './editor/content'
import { ContentWorkbench } from './editor/ContentWorkbench'
import { TextWorkbench } from './editor/TextWorkbench'
import { TemplateMenu } from './TemplateMenu'

type Template = components['schemas']['TemplateView']

interface Edited extends Content {
  name: string
  category: Category
}

const route = getRouteApi('/shell/templates/$id')

const back = (
  <Anchor size="sm" c="dimmed" renderRoot={(props) => <Link to="/templates" {...props} />}>
    Templates
  </Anchor>
)

/** One template in its editor. */
export function TemplatePage() {
  const { id } = route.useParams()
  const template = $api.useQuery(
    'get',
    '/api/templates/{id}',
    { params: { path: { id } } },
    // While it is edited here this page knows best; an autosave must not be overtaken by an older answer.
    { staleTime: Infinity, refetchOnMount: 'always' },
  )
  if (template.data !== undefined && !template.isFetching) return <Editor key={id} template={template.data} />
  return (
    <Page title={template.data?.name ?? 'Template'} back={back}>
      {template.error != null ? (
        <ErrorState error={template.error} onRetry={() => void template.refetch()} />
      ) : (
        <Skeleton height={480} className="bk-shows-late" />
      )}
    </Page>
  )
}

const editedOf = (template: Template): Edited => ({
  name: template.name,
  category: template.category,
  ...contentOf(template),
})

function readEdited(found: unknown): Edited | null {
  const content = readContent(found)
  if (content === null || typeof found !== 'object' || found === null) return null
  if (!('name' in found) || !('category' in found)) return null
  const { name, category } = found
  const known = asCategory(category)
  return typeof name === 'string' && known !== undefined ? { name, category: known, ...content } : null
}

const read = (id: string) => bodyOf(api.GET('/api/templates/{id}', { params: { path: { id } } }))

async function write(id: string, body: Edited, version: number): Promise<number> {
  const headers = { 'If-Match': `"${version}"` }
  const saved = await bodyOf(api.PUT('/api/templates/{id}', { params: { path: { id } }, body, headers }))
  return saved.version
}

function Editor({ template }: { template: Template }) {
  const { id } = template
  const { contact } = route.useSearch()
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const [autosave, draft] = useAutosave(
    () =>
      new Autosave<Edited>({
        value: editedOf(template),
        version: template.version,
        keep: keepInBrowser(`template-${id}`, readEdited),
        save: async (value, version) => {
          const next = await write(id, value, version)
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/templates'] })
          return next
        },
      }),
  )
  const { value } = draft
  const change = (part: Partial<Edited>): void => autosave.change({ ...autosave.read().value, ...part })
  const pick = (picked: string | undefined): void =>
    void navigate({ search: picked === undefined ? {} : { contact: picked }, replace: true })
  return (
    <Page
      title={value.name || 'Untitled template'}
      back={back}
      status={<SavedState state={draft.state} />}
      actions={
        <TemplateMenu
          template={{ id, name: value.name }}
          onDeleted={() => void navigate({ to: '/templates' })}
        />
      }
    >
      {draft.conflict && (
        <ConflictNotice
          noun="template"
          onReload={() => read(id).then((now) => autosave.replace(editedOf(now), now.version))}
          onKeep={() => read(id).then((now) => autosave.overwrite(now.version))}
        />
      )}
      {draft.state === 'refused' && !draft.conflict && <ErrorState error={draft.error} />}
      <Group gap="md" mb="md" align="flex-start">
        <TextInput
          label="Name"
          value={value.name}
          onChange={(event) => change({ name: event.currentTarget.value })}
          flex="1 1 240px"
          maw={420}
        />
        <Select
          label="Category"
          data={categories}
          value={value.category}
          allowDeselect={false}
          onChange={(picked) => {
            const category = asCategory(picked)
            if (category !== undefined) change({ category })
          }}
          w={180}
        />
      </Group>
      {template.channel === 'sms' ? (
        <TextWorkbench
          text={value.text}
          onChange={(text) => change({ text })}
          contactId={contact}
          onPick={pick}
        />
      ) : (
        <ContentWorkbench content={contentOf(value)} onChange={change} contactId={contact} onPick={pick} />
      )}
    </Page>
  )
}
