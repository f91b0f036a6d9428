import { $api, type components } from '../api'
import { Facts, useFormat } from '../shared'

type Favourite = components['schemas']['Favourite']

/** What a contact buys most, from their delivered orders; nothing while they have none. */
export function Favourites({ contactId, orders }: { contactId: string; orders: number }) {
  const format = useFormat()
  const favourites = $api.useQuery(
    'get',
    '/api/contacts/{id}/favourites',
    { params: { path: { id: contactId } } },
    { enabled: orders > 0 },
  )
  if (favourites.data === undefined) return null
  const { products, brands, categories } = favourites.data
  const words = (found: readonly Favourite[]) =>
    found.length === 0 ? null : found.map((one) => `${one.name} (${format.number(one.pieces)})`).join(', ')
  if (products.length === 0) return null
  return (
    <Facts
      label="Buys most"
      facts={[
        ['Favourite products', words(products)],
        ['Brands', words(brands)],
        ['Categories', words(categories)],
      ]}
    />
  )
}
