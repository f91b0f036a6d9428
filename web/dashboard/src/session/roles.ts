import type { Session } from './session'

/** The roles as they are called in front of people. */
export const roleWords: Record<Session['role'], string> = {
  owner: 'Owner',
  operator: 'Operator',
  marketing: 'Marketing',
  marketing_analyst: 'Marketing Analyst',
  staff: 'Staff',
}
