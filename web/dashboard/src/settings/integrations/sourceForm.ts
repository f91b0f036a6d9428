import { type FormErrors } from '@mantine/form'
import { ApiError, type components } from '../../api'
import type { Integration, Source } from './catalogue'

export interface SourceFields {
  name: string
  /** By the names of the integration's settings. Secrets are empty until somebody enters one. */
  values: Record<string, string>
}

type Setting = Integration['settings'][number]
type Request = components['schemas']['SourceRequest']
type Patch = components['schemas']['SourcePatch']

/** The settings that the form asks for: a token is made, and a mapping has a page of its own. */
export const asked = ({ settings }: Pick<Integration, 'settings'>): Setting[] =>
  settings.filter(({ name, kind }) => name !== 'token' && kind !== 'mapping')

/** What the form begins with: what the source has, or else the defaults of the integration's settings. */
export const fieldsFor = (
  integration: Pick<Integration, 'settings'>,
  source?: Pick<Source, 'name' | 'settings'>,
): SourceFields => ({
  name: source?.name ?? '',
  values: Object.fromEntries(
    asked(integration).map(({ name, secret, default: usual }) => [
      name,
      secret ? '' : source === undefined ? (usual ?? '') : (source.settings[name] ?? ''),
    ]),
  ),
})

/** The request that connects a platform; what was left empty is left out. */
export function requestOf(
  integration: Pick<Integration, 'kind' | 'settings'>,
  fields: SourceFields,
  token: string | undefined,
): Request {
  const request: Request = { kind: integration.kind, ...saidOf(integration, fields) }
  if (fields.name.trim()) request.name = fields.name.trim()
  if (token !== undefined) request.token = token
  return request
}

/** What changes a source: all settings as they are to be, and the secrets that were entered. */
export const patchOf = (
  integration: Pick<Integration, 'name' | 'settings'>,
  source: Pick<Source, 'settings'>,
  fields: SourceFields,
): Patch => {
  const said = saidOf(integration, fields)
  const kept = integration.settings
    .filter(({ kind }) => kind === 'mapping')
    .map(({ name }) => [name, source.settings[name] ?? ''] as const)
  return {
    name: fields.name.trim() || integration.name,
    ...said,
    settings: { ...said.settings, ...Object.fromEntries(kept) },
  }
}

function saidOf(integration: Pick<Integration, 'settings'>, { values }: SourceFields) {
  const settings: Record<string, string> = {}
  const secrets: Record<string, string> = {}
  let signingSecret: string | undefined
  for (const setting of asked(integration)) {
    const value = (values[setting.name] ?? '').trim()
    if (setting.name === 'signingSecret') signingSecret = value || undefined
    else if (setting.secret && value) secrets[setting.name] = value
    // Left out, the default would count; emptied, none does.
    else if (!setting.secret && (value || setting.default !== null)) settings[setting.name] = value
  }
  return {
    settings,
    ...(signingSecret !== undefined && { signingSecret }),
    ...(Object.keys(secrets).length > 0 && { secrets }),
  }
}

/** The server's faults by the field they belong to. */
export function faultsOf(error: unknown, integration: Pick<Integration, 'settings'>): FormErrors {
  if (!(error instanceof ApiError)) return {}
  const faults: FormErrors = {}
  const put = (path: string, field: string) => {
    const fault = error.fieldError(path)
    if (fault !== undefined) faults[field] = fault
  }
  put('name', 'name')
  for (const { name } of asked(integration)) {
    put(`settings.${name}`, `values.${name}`)
    put(`secrets.${name}`, `values.${name}`)
    if (name === 'signingSecret') put(name, `values.${name}`)
  }
  return faults
}
