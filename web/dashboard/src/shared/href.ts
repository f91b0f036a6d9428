/** Path and search parameters of an address of the dashboard; anywhere else leads home. */
export function pathOf(href: string): { pathname: string; search: Record<string, string> } {
  if (!/^\/(?!\/)/.test(href)) return { pathname: '/', search: {} }
  const [pathname = '/', query = ''] = href.split('?', 2)
  return { pathname, search: Object.fromEntries(new URLSearchParams(query)) }
}
