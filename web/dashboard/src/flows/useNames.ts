import { useMemo } from 'react'
import { $api } from '../api'

/** The names of what steps refer to, by id: templates, lists, discounts and flows. */
export function useNames(): (id: string) => string | undefined {
  const templates = $api.useQuery('get', '/api/templates')
  const lists = $api.useQuery('get', '/api/contact-lists')
  const discounts = $api.useQuery('get', '/api/discounts')
  const flows = $api.useQuery('get', '/api/flows')
  return useMemo(() => {
    const names = new Map(
      [templates.data, lists.data, discounts.data, flows.data].flatMap((data) =>
        (data?.items ?? []).map(({ id, name }) => [id, name]),
      ),
    )
    return (id) => names.get(id)
  }, [templates.data, lists.data, discounts.data, flows.data])
}
