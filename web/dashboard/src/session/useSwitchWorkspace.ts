import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api, bodyOf, errorSentence } from '../api'
import { sessionQuery } from './session'

/** Goes to another workspace of the signed-in person, by its id, and forgets everything that was read in this one. */
export function useSwitchWorkspace() {
  const queryClient = useQueryClient()
  const router = useRouter()
  return useMutation({
    mutationFn: (workspaceId: string) =>
      bodyOf(api.POST('/api/session/workspace', { body: { workspaceId } })),
    onSuccess: async (session) => {
      queryClient.clear()
      queryClient.setQueryData(sessionQuery.queryKey, session)
      await router.navigate({ to: '/' })
      await router.invalidate()
      notifications.show({ message: `You are in ${session.workspace.name} now.` })
    },
    onError: (error) => notifications.show({ color: 'red', message: errorSentence(error) }),
  })
}
