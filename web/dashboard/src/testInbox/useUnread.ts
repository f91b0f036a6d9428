/** How many messages in the test inbox nobody has opened yet. */
export function useUnread(): number {
  return 0
}
