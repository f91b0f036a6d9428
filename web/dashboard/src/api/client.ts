import createFetchClient, { type Middleware } from 'openapi-fetch'
import createQueryHooks from 'openapi-react-query'
import { ApiError, readProblem } from './ApiError'
import type { paths } from './schema'

// crypto.randomUUID exists on https and localhost only; a shop may run Beckon on plain http in its own network.
const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join(
    '',
  )

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const conventions: Middleware = {
  onRequest({ request }) {
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key'))
      request.headers.set('Idempotency-Key', newKey())
    return request
  },
  async onResponse({ response }) {
    if (response.ok) return undefined
    throw new ApiError(readProblem(response.status, parsed(await response.clone().text())))
  },
  onError({ error }) {
    if (error instanceof ApiError) return error
    if (error instanceof DOMException && error.name === 'AbortError') return error
    return new ApiError(readProblem(0, null))
  },
}

/** Calls by path and verb, for code outside components. Anything but a 2xx is thrown as an ApiError. */
export const api = createFetchClient<paths>({ credentials: 'same-origin' })
api.use(conventions)

/** The same calls as TanStack Query hooks: `$api.useQuery('get', '/api/contacts', { params })`. */
export const $api = createQueryHooks(api)

/** The body of a call that must have one: `const made = await bodyOf(api.POST('/api/contacts', { body }))`. */
export async function bodyOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  const { data } = await call
  if (data === undefined) throw new ApiError(readProblem(502, null))
  return data
}
