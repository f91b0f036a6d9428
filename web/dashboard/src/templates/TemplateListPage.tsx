import { Button, Group } from '@mantine/core'
import { IconPlus, IconTemplate } from '@tabler/icons-react'
import { keepPreviousData, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { $api, type components } from '../api'
import { allRows, type Column, DataList, DateTime, EmptyState, ErrorState, Page } from '../shared'
import { usePermission } from '../session/SessionContext'
import { type Category, categoryWords } from './categories'
import { CategorySelect } from './CategorySelect'
import { TemplateMenu } from './TemplateMenu'

type Template = components['schemas']['TemplateView']

const route = getRouteApi('/shell/templates')

const columns: Column<Template>[] = [
  { id: 'name', header: 'Name', cell: (template) => template.name },
  { id: 'subject', header: 'Subject', cell: (template) => template.subject || '–' },
  { id: 'category', header: 'Category', width: 140, cell: (template) => categoryWords(template.category) },
  {
    id: 'edited',
    header: 'Edited',
    width: 140,
    cell: (template) => <DateTime at={template.updatedAt} as="ago" />,
  },
]

const menu: Column<Template> = {
  id: 'more',
  header: <span className="bk-only-read">More</span>,
  width: 48,
  align: 'right',
  onPhone: false,
  cell: (template) => <TemplateMenu template={template} />,
}

/** The templates that campaigns take their content from. */
export function TemplateListPage() {
  const { category } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = usePermission('campaigns_write')
  const { create, creating, error } = useNewTemplate()
  const rows = allRows(
    $api.useQuery(
      'get',
      '/api/templates',
      { params: { query: category === undefined ? {} : { category } } },
      { placeholderData: keepPreviousData },
    ),
    (data) => data.items,
  )
  const newButton = mayWrite && (
    <Button
      leftSection={<IconPlus size={16} />}
      loading={creating}
      onClick={() => create(category ?? 'abandon_cart')}
    >
      New template
    </Button>
  )
  return (
    <Page
      title="Templates"
      about="Messages to start from. A campaign takes a copy, so editing a template changes no campaign."
      actions={newButton}
    >
      {error != null && <ErrorState error={error} />}
      <Group mb="md">
        <CategorySelect
          value={category}
          onPick={(chosen) =>
            void navigate({ search: chosen === undefined ? {} : { category: chosen }, replace: true })
          }
        />
      </Group>
      <DataList
        label="Templates"
        noun={['template']}
        columns={mayWrite ? [...columns, menu] : columns}
        rows={rows}
        rowKey={(template) => template.id}
        onOpen={(template) => void navigate({ to: '/templates/$id', params: { id: template.id } })}
        empty={
          <EmptyState
            icon={<IconTemplate size={20} />}
            title={category === undefined ? 'No templates yet' : `No templates in ${categoryWords(category)}`}
            action={newButton}
          >
            A template is an e-mail to start campaigns from, written once and used often.
          </EmptyState>
        }
      />
    </Page>
  )
}

function useNewTemplate() {
  const navigate = route.useNavigate()
  const queryClient = useQueryClient()
  const post = $api.useMutation('post', '/api/templates')
  const create = (category: Category): void =>
    post.mutate(
      { body: { name: 'Untitled template', category } },
      {
        onSuccess: (made) => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/templates'] })
          void navigate({ to: '/templates/$id', params: { id: made.id } })
        },
      },
    )
  return { create, creating: post.isPending, error: post.error }
}
