import { useQueryClient } from '@tanstack/react-query'
import { $api } from '../../api'

const summaryPath = '/api/dead-letters/summary'
const listPath = '/api/dead-letters'

/** How many events could not be processed and why, kept fresh while somebody looks. */
export const useDeadLetterSummary = () =>
  $api.useQuery('get', summaryPath, undefined, { refetchInterval: 15_000 })

/** Reads everything about dead letters anew, and once more when what was put back has had its turn. */
export function useRereadDeadLetters() {
  const queryClient = useQueryClient()
  const reread = () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: ['get', listPath] }),
      queryClient.invalidateQueries({ queryKey: ['get', summaryPath] }),
    ])
  return () => {
    void reread()
    setTimeout(() => void reread(), 1_500)
  }
}
