/** What a link of a message is called in a list: where it leads in the end, without the noise around it. */
export function linkName({ url, target }: { url: string; target: string }): string {
  try {
    const { protocol, host, pathname, search } = new URL(target)
    if (protocol !== 'http:' && protocol !== 'https:') return target
    if (target === url && /^\/u\//.test(pathname)) return 'Unsubscribe'
    const path = pathname === '/' ? '' : pathname
    return `${host}${path}${search}`
  } catch {
    return target
  }
}
