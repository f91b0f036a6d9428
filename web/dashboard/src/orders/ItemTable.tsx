import { Anchor } from '@mantine/core'
import type { components } from '../api'
import { Money, useFormat } from '../shared'
import classes from './ItemTable.module.css'
import { ProductImage } from './ProductImage'

type Item = components['schemas']['LineItem']

interface ItemTableProps {
  items: readonly Item[]
  currency: string | null | undefined
}

/** What is in an order or a cart, with pictures. */
export function ItemTable({ items, currency }: ItemTableProps) {
  return (
    <table className={classes['items']}>
      <thead className="bk-only-read">
        <tr>
          <th scope="col">Picture</th>
          <th scope="col">Product</th>
          <th scope="col">Quantity and price</th>
          <th scope="col">Sum</th>
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <ItemRow key={`${item.productId} ${index}`} item={item} currency={currency} />
        ))}
      </tbody>
    </table>
  )
}

function ItemRow({ item, currency }: { item: Item; currency: string | null | undefined }) {
  const format = useFormat()
  const name = item.name ?? item.productId
  const details = [item.brand, item.category, item.sku].filter(Boolean).join(' · ')
  const price = item.price ?? null
  return (
    <tr>
      <td className={classes['picture']}>
        <ProductImage src={item.imageUrl} />
      </td>
      <td className={classes['product']}>
        {isWeb(item.url) ? (
          <Anchor href={item.url} target="_blank" rel="noreferrer" inherit>
            {name}
          </Anchor>
        ) : (
          name
        )}
        {details && <div className={classes['details']}>{details}</div>}
      </td>
      <td className={classes['number']}>
        {format.number(item.quantity)} × <Money amount={price} currency={currency ?? null} />
      </td>
      <td className={classes['number']}>
        <Money amount={price === null ? null : price * item.quantity} currency={currency ?? null} />
      </td>
    </tr>
  )
}

/** Shops send addresses of products; only those of the web may become links. */
const isWeb = (url: string | null | undefined): url is string => /^https?:\/\//i.test(url ?? '')
