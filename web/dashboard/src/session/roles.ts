import type { Session } from './session'

/** The roles as they are called in front of people. */
export const roleWords: Record<Session['role'], string> = {
  owner: 'Owner',
  operator: 'Operator',
  marketing: 'Marketing',
  marketing_analyst: 'Marketing Analyst',
  staff: 'Staff',
}

const byName: Readonly<Record<string, string>> = roleWords

/** A role by the name the server gives it; one that is new here is shown as it is named. */
export const roleInWords = (role: string | null): string => (role === null ? '' : (byName[role] ?? role))
