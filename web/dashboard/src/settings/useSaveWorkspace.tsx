import { Anchor } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { api, bodyOf } from '../api'
import { sessionQuery } from '../session/session'
import { undoOf, type WorkspaceEdit, type WorkspaceView } from './workspaceEdit'

/** Saves settings of the workspace and offers to take the change back. */
export function useSaveWorkspace(saved: WorkspaceView, onSaved: (now: WorkspaceView) => void) {
  const queryClient = useQueryClient()
  const router = useRouter()
  const change = (body: WorkspaceEdit) => bodyOf(api.PATCH('/api/workspace', { body }))
  const show = async (now: WorkspaceView) => {
    queryClient.setQueriesData({ queryKey: ['get', '/api/workspace'] }, now)
    onSaved(now)
    // Every screen writes dates and money as the session's workspace says.
    await queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey, refetchType: 'all' })
    await router.invalidate()
  }
  return useMutation({
    mutationFn: change,
    onSuccess: async (now, edit) => {
      await show(now)
      offerUndo(() => void change(undoOf(saved, edit)).then(show))
    },
  })
}

function offerUndo(undo: () => void): void {
  const id = notifications.show({
    message: (
      <>
        Settings saved.{' '}
        <Anchor
          component="button"
          type="button"
          onClick={() => {
            notifications.hide(id)
            undo()
          }}
        >
          Undo
        </Anchor>
      </>
    ),
  })
}
