import type { components } from '../api'

export type WorkspaceView = components['schemas']['WorkspaceView']
export type WorkspaceEdit = components['schemas']['WorkspaceEdit']

export interface WorkspaceFields {
  name: string
  timeZone: string
  currency: string
  country: string
  emailConsentDefault: WorkspaceView['emailConsentDefault']
  attributionClickDays: number | string
  attributionOpenDays: number | string
}

export const fieldsOf = (view: WorkspaceView): WorkspaceFields => ({
  name: view.name,
  timeZone: view.timeZone,
  currency: view.currency,
  country: view.country,
  emailConsentDefault: view.emailConsentDefault,
  attributionClickDays: view.attributionClickDays,
  attributionOpenDays: view.attributionOpenDays,
})

const cleaned = (fields: WorkspaceFields): WorkspaceEdit => ({
  ...fields,
  name: fields.name.trim(),
  attributionClickDays: Number(fields.attributionClickDays),
  attributionOpenDays: Number(fields.attributionOpenDays),
})

/** Only what differs is sent, so that two people who change different settings do not undo each other. */
export function editOf(saved: WorkspaceView, fields: WorkspaceFields): WorkspaceEdit {
  const before: Record<string, unknown> = { ...fieldsOf(saved) }
  return Object.fromEntries(Object.entries(cleaned(fields)).filter(([key, value]) => before[key] !== value))
}

/** The edit that takes another one back. */
export function undoOf(saved: WorkspaceView, edit: WorkspaceEdit): WorkspaceEdit {
  return Object.fromEntries(Object.entries(fieldsOf(saved)).filter(([key]) => key in edit))
}
