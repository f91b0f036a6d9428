import { Badge, Group } from '@mantine/core'
import type { components } from '../../api'
import { type Column, DateTime, Money } from '../../shared'
import { ConsentPill } from '../ConsentPill'
import { fieldText } from '../fields/fieldText'

export type Contact = components['schemas']['ContactRow']
type Field = components['schemas']['ContactFieldView']

interface ContactColumn extends Column<Contact> {
  header: string
  /** Shown unless somebody chose otherwise. */
  usual: boolean
}

const plain: ContactColumn[] = [
  { id: 'name', header: 'Name', usual: true, cell: (contact) => contact.name },
  { id: 'email', header: 'E-mail', usual: true, cell: (contact) => contact.email ?? '–' },
  { id: 'phone', header: 'Phone', usual: true, cell: (contact) => contact.phone ?? '–', onPhone: false },
  {
    id: 'consent',
    header: 'E-mail consent',
    usual: true,
    cell: (contact) => <ConsentPill status={contact.emailConsent} />,
  },
  {
    id: 'sms',
    header: 'SMS consent',
    usual: false,
    cell: (contact) => <ConsentPill status={contact.smsConsent} />,
  },
  {
    id: 'tags',
    header: 'Tags',
    usual: true,
    cell: (contact) => <Tags tags={contact.tags} />,
    onPhone: false,
  },
  {
    id: 'orders',
    header: 'Orders',
    usual: true,
    align: 'right',
    cell: (contact) => contact.orderCount || '–',
  },
  {
    id: 'spent',
    header: 'Spent',
    usual: true,
    align: 'right',
    cell: (contact) => (
      <Money amount={contact.orderCount > 0 ? contact.orderTotal : null} currency={contact.currency} />
    ),
  },
  {
    id: 'lastOrder',
    header: 'Last order',
    usual: false,
    cell: (contact) => <DateTime at={contact.lastOrderAt} as="date" />,
  },
  {
    id: 'created',
    header: 'Known since',
    usual: false,
    cell: (contact) => <DateTime at={contact.createdAt} as="date" />,
  },
  {
    id: 'seen',
    header: 'Last seen',
    usual: true,
    cell: (contact) => <DateTime at={contact.lastSeenAt} as="ago" />,
    width: 150,
  },
]

/** All columns there are: the first names the row and cannot be left out. */
export const contactColumns = (fields: readonly Field[]): ContactColumn[] => [
  ...plain,
  ...fields.map((field): ContactColumn => ({
    id: `field:${field.key}`,
    header: field.label,
    usual: false,
    cell: (contact) => fieldText(field, contact.fields),
  })),
]

/** Those that are shown, in their usual order. */
export function chosenColumns(all: readonly ContactColumn[], chosen: string | undefined): ContactColumn[] {
  const ids = chosen?.split(',')
  return all.filter((column, index) => index === 0 || (ids ? ids.includes(column.id) : column.usual))
}

function Tags({ tags }: { tags: readonly string[] }) {
  if (tags.length === 0) return '–'
  return (
    <Group gap={4}>
      {tags.slice(0, 3).map((tag) => (
        <Badge key={tag} variant="default" size="sm" tt="none" fw={500}>
          {tag}
        </Badge>
      ))}
      {tags.length > 3 && <span title={tags.slice(3).join(', ')}>+{tags.length - 3}</span>}
    </Group>
  )
}
