import { Anchor, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { $api } from '../api'
import { allRows, DataList, Money, useFormat } from '../shared'
import { dash } from '../shared/format'
import classes from './Predictions.module.css'
import { dayWords, horizonWords, type Predictions } from './predictions'

/** Those of whom the most is expected. */
export function TopCustomers({ predictions, days }: { predictions: Predictions; days: number }) {
  const format = useFormat()
  const rows = allRows($api.useQuery('get', '/api/predictions'), (data) => data.top)
  return (
    <section aria-labelledby="top">
      <div className={classes['head']}>
        <Title order={2} size="h3" id="top">
          Who is expected to spend the most in the next {horizonWords(days)}
        </Title>
      </div>
      <DataList
        label="Top customers"
        noun={['customer']}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            id: 'name',
            header: 'Customer',
            cell: ({ id, name }) => (
              <Anchor
                fz="inherit"
                fw={500}
                renderRoot={(props) => <Link to="/contacts/$id" params={{ id }} {...props} />}
              >
                {name}
              </Anchor>
            ),
          },
          {
            id: 'value',
            header: 'Expected to spend',
            align: 'right',
            cell: ({ lifetimeValue }) => <Money amount={lifetimeValue} currency={predictions.currency} />,
          },
          {
            id: 'orders',
            header: 'Orders',
            align: 'right',
            cell: ({ expectedOrders }) =>
              format.number(Number(expectedOrders), { minimumFractionDigits: 1, maximumFractionDigits: 1 }),
          },
          {
            id: 'active',
            header: 'Still a customer',
            align: 'right',
            cell: ({ probabilityActive }) => format.share(Number(probabilityActive)),
          },
          {
            id: 'next',
            header: 'Next order by',
            align: 'right',
            cell: ({ nextOrderOn }) => (nextOrderOn === null ? dash : dayWords(nextOrderOn)),
          },
        ]}
        empty={null}
      />
    </section>
  )
}
