/**
 * The shape of the server's HTTP interface. Made by `npm run types` from docs/openapi.json.
 */
export interface paths {
  '/api/setup': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['SetupState'] } }
      }
    }
    put?: never
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': components['schemas']['SetupRequest'] } }
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['SetupDone'] } }
        400: { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['HttpValidationProblemDetails'] } }
      }
    }
    delete?: never
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
  '/api/session': {
    parameters: { query?: never; header?: never; path?: never; cookie?: never }
    get: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Session'] } }
        401: { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['ProblemDetails'] } }
      }
    }
    put?: never
    post: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody: { content: { 'application/json': components['schemas']['SignInRequest'] } }
      responses: {
        200: { headers: { [name: string]: unknown }; content: { 'application/json': components['schemas']['Session'] } }
        401: { headers: { [name: string]: unknown }; content: { 'application/problem+json': components['schemas']['ProblemDetails'] } }
      }
    }
    delete: {
      parameters: { query?: never; header?: never; path?: never; cookie?: never }
      requestBody?: never
      responses: { 204: { headers: { [name: string]: unknown }; content?: never } }
    }
    options?: never
    head?: never
    patch?: never
    trace?: never
  }
}
export type webhooks = Record<string, never>
export interface components {
  schemas: {
    SetupState: { needed: boolean }
    SetupRequest: {
      email: string
      password: string
      name?: null | string
      workspace: {
        name: string
        timeZone: string
        currency: string
        country: string
        emailConsentDefault?: null | components['schemas']['ConsentDefault']
      }
    }
    SignInRequest: { email: string; password: string }
    Session: {
      user: components['schemas']['SessionUser']
      workspace: components['schemas']['SessionWorkspace']
      role: components['schemas']['Role']
      permissions: components['schemas']['Permission'][]
    }
    SetupDone: components['schemas']['Session'] & {
      emailConsentDefault: components['schemas']['ConsentDefault']
      emailConsentReason: string
    }
    /** @enum {string} */
    Role: 'owner' | 'operator' | 'marketing' | 'marketing_analyst' | 'staff'
    /** @enum {string} */
    Permission:
      | 'none'
      | 'ingest'
      | 'contacts_read'
      | 'history_read'
      | 'campaigns_read'
      | 'campaigns_write'
      | 'settings_read'
      | 'settings_write'
      | 'test_inbox_read'
    /** @enum {string} */
    ConsentDefault: 'subscribed' | 'unsubscribed'
    SessionUser: { id: string; email: string; name: null | string }
    SessionWorkspace: {
      id: string
      uid: string
      name: string
      timeZone: string
      currency: string
      country: string
      plan: string
    }
    ProblemDetails: { type?: null | string; title?: null | string; status?: null | number; detail?: null | string }
    HttpValidationProblemDetails: {
      type?: null | string
      title?: null | string
      status?: null | number
      detail?: null | string
      errors?: { [key: string]: string[] }
    }
  }
  responses: never
  parameters: never
  requestBodies: never
  headers: never
  pathItems: never
}
export type $defs = Record<string, never>
export type operations = Record<string, never>
