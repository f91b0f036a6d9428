import { Button, Group, Menu } from '@mantine/core'
import { IconMail, IconMessage, IconPlus, IconTemplate } from '@tabler/icons-react'
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

const channelWords: Record<Template['channel'], string> = { email: 'E-mail', sms: 'Text message' }

const columns: Column<Template>[] = [
  { id: 'name', header: 'Name', cell: (template) => template.name },
  {
    id: 'channel',
    header: 'Channel',
    width: 130,
    cell: (template) => channelWords[template.channel],
  },
  {
    id: 'subject',
    header: 'Says',
    cell: (template) => (template.channel === 'sms' ? template.text : template.subject) || '–',
  },
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
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} />} loading={creating}>
          New template
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconMail size={16} />}
          onClick={() => create('email', category ?? 'abandon_cart')}
        >
          E-mail
        </Menu.Item>
        <Menu.Item
          leftSection={<IconMessage size={16} />}
          onClick={() => create('sms', category ?? 'abandon_cart')}
        >
          Text message
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
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
            A template is an e-mail or a text message, written once and used often by campaigns and flows.
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
  const create = (channel: Template['channel'], category: Category): void =>
    post.mutate(
      {
        body: { name: channel === 'sms' ? 'Untitled text message' : 'Untitled template', channel, category },
      },
      {
        onSuccess: (made) => {
          void queryClient.invalidateQueries({ queryKey: ['get', '/api/templates'] })
          void navigate({ to: '/templates/$id', params: { id: made.id } })
        },
      },
    )
  return { create, creating: post.isPending, error: post.error }
}
