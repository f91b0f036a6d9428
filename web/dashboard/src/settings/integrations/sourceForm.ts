import { type FormErrors } from '@mantine/form'
import { ApiError, type components } from '../../api'
import type { Integration } from './catalogue'

export interface SourceFields {
  name: string
  timeZone: string | null
  shopUrl: string
  signingSecret: string
  /** Undefined where the integration does not ask for it. */
  abandonAfterMinutes?: string | undefined
}

type Request = components['schemas']['SourceRequest']

export const noFields: SourceFields = { name: '', timeZone: null, shopUrl: '', signingSecret: '' }

/** What the form begins with: the defaults of the integration's settings. */
export const fieldsFor = ({ settings }: Pick<Integration, 'settings'>): SourceFields => {
  const idle = settings.find(({ name }) => name === 'abandonAfterMinutes')
  return idle ? { ...noFields, abandonAfterMinutes: idle.default ?? '' } : noFields
}

/** The request that connects a platform; what was left empty is left out. */
export function requestOf(kind: string, fields: SourceFields, token: string | undefined): Request {
  const request: Request = { kind, settings: settingsOf(fields) }
  if (fields.name.trim()) request.name = fields.name.trim()
  if (fields.signingSecret.trim()) request.signingSecret = fields.signingSecret.trim()
  if (token !== undefined) request.token = token
  return request
}

export const settingsOf = (fields: SourceFields): Record<string, string> => {
  const settings: Record<string, string> = {}
  if (fields.timeZone) settings['timeZone'] = fields.timeZone
  if (fields.shopUrl.trim()) settings['shopUrl'] = fields.shopUrl.trim()
  // Left out, the default would count; emptied, none does.
  if (fields.abandonAfterMinutes !== undefined)
    settings['abandonAfterMinutes'] = fields.abandonAfterMinutes.trim()
  return settings
}

const paths: Record<string, keyof SourceFields> = {
  name: 'name',
  'settings.timeZone': 'timeZone',
  'settings.shopUrl': 'shopUrl',
  signingSecret: 'signingSecret',
  'settings.abandonAfterMinutes': 'abandonAfterMinutes',
}

/** The server's faults by the field they belong to. */
export function faultsOf(error: unknown): FormErrors {
  if (!(error instanceof ApiError)) return {}
  const faults: FormErrors = {}
  for (const [path, field] of Object.entries(paths)) {
    const fault = error.fieldError(path)
    if (fault !== undefined) faults[field] = fault
  }
  return faults
}
