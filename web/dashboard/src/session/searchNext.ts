export interface NextSearch {
  next?: string
}

/** Where to go after signing in. Only paths of this dashboard: an address from elsewhere is dropped. */
export function readNext(search: Record<string, unknown>): NextSearch {
  const next = search['next']
  const ours = typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in')
  return ours ? { next } : {}
}
