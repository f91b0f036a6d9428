import { Button } from '@mantine/core'
import { IconTicket } from '@tabler/icons-react'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { $api } from '../api'
import { usePermission } from '../session/SessionContext'
import { allRows, DataList, DateTime, EmptyState, Page, StatusPill, useFormat } from '../shared'
import { type Discount, DiscountMenu } from './DiscountMenu'
import { GivenCodes } from './GivenCodes'
import { NewDiscount } from './NewDiscount'

const route = getRouteApi('/shell/loyalty/discounts')

// So few that more had better be made.
const few = 50

/** Discounts of the shop, whose codes flows give away. */
export function DiscountsPage() {
  const { peek } = route.useSearch()
  const navigate = route.useNavigate()
  const mayChange = usePermission('campaigns_write')
  const format = useFormat()
  const [making, setMaking] = useState(false)
  const discounts = $api.useQuery('get', '/api/discounts', {}, { refetchOnMount: 'always' })
  const open = (id: string | undefined) => void navigate({ search: id === undefined ? {} : { peek: id } })
  const opened = discounts.data?.items.find(({ id }) => id === peek)
  const make = <Button onClick={() => setMaking(true)}>New discount</Button>
  return (
    <Page
      title="Discounts"
      about="Codes that your shop's platform takes at checkout. Flows give them away; no code for one person is given twice."
      actions={mayChange && make}
    >
      <DataList
        label="Discounts"
        noun={['discount']}
        rows={allRows(discounts, (data) => data.items)}
        rowKey={({ id }) => id}
        onOpen={({ id }) => open(id)}
        selected={peek}
        columns={[
          { id: 'name', header: 'Name', cell: ({ name }) => name },
          { id: 'code', header: 'Code', cell: ({ code }) => code ?? 'one for each person' },
          { id: 'left', header: 'Left', align: 'right', cell: (discount) => <Left discount={discount} /> },
          {
            id: 'given',
            header: 'Given',
            align: 'right',
            cell: ({ given }) => (given === null ? '–' : format.number(given)),
          },
          { id: 'made', header: 'Since', cell: ({ createdAt }) => <DateTime at={createdAt} as="date" /> },
          {
            id: 'menu',
            header: '',
            width: 56,
            cell: (discount) => mayChange && <DiscountMenu discount={discount} />,
          },
        ]}
        empty={
          <EmptyState title="No discounts yet" icon={<IconTicket size={20} />} action={mayChange && make}>
            Bring the codes that your shop&apos;s platform has made. Then a flow can give one to each person,
            and its e-mails show it as {'{{discount.code}}'}.
          </EmptyState>
        }
      />
      {opened !== undefined && (
        <GivenCodes key={opened.id} discount={opened} onClose={() => open(undefined)} />
      )}
      {making && <NewDiscount onClose={() => setMaking(false)} />}
    </Page>
  )
}

function Left({ discount: { left } }: { discount: Discount }) {
  const format = useFormat()
  if (left === null) return '–'
  if (left === 0) return <StatusPill tone="bad">None left</StatusPill>
  return left < few ? (
    <StatusPill tone="warn">{`${format.number(left)} left`}</StatusPill>
  ) : (
    format.number(left)
  )
}
