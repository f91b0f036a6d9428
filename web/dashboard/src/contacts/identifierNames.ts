import type { components } from '../api'

type Identifier = components['schemas']['ContactIdentifier']

const kinds: Record<Identifier['kind'], string> = {
  customer_id: 'Customer id',
  email: 'E-mail',
  phone: 'Phone',
  anonymous_id: 'Device',
}

/** What an identifier is called: a customer id with the source whose it is. */
export const identifierName = ({ kind, source }: Pick<Identifier, 'kind' | 'source'>): string =>
  source === null ? kinds[kind] : `${kinds[kind]} at ${source.name}`
