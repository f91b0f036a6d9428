import { createContext, useContext } from 'react'
import type { Session, SessionWorkspace } from './session'

export const SessionContext = createContext<Session | null>(null)

/** The signed-in person, their role and workspace. Only inside the shell, where there always is one. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession belongs inside the shell')
  return session
}

export const useWorkspace = (): SessionWorkspace => useSession().workspace

/** Whether the signed-in person may do something; the server decides again when it is done. */
export const usePermission = (permission: Session['permissions'][number]): boolean =>
  useSession().permissions.includes(permission)
