import type { components } from '../../api'

export type ChannelView = components['schemas']['EmailChannelView']
export type ChannelEdit = components['schemas']['EmailChannelEdit']
export type Security = components['schemas']['SmtpSecurity']

/** The form's fields: what a person types, empty where nothing is set. */
export interface ChannelFields {
  provider: ChannelView['provider']
  fromName: string
  fromAddress: string
  replyTo: string
  host: string
  port: number | string
  security: Security
  user: string
  /** Write-only: empty keeps the stored one. */
  password: string
  maxConnections: number | string
  perSecond: number | string
  whenInterrupted: ChannelView['whenInterrupted']
}

export const fieldsOf = (view: ChannelView): ChannelFields => ({
  provider: view.provider,
  fromName: view.fromName,
  fromAddress: view.fromAddress,
  replyTo: view.replyTo ?? '',
  host: view.smtp?.host ?? '',
  port: view.smtp?.port ?? 587,
  security: view.smtp?.security ?? 'start_tls',
  user: view.smtp?.user ?? '',
  password: '',
  maxConnections: view.smtp?.maxConnections ?? 4,
  perSecond: view.smtp?.perSecond ?? '',
  whenInterrupted: view.whenInterrupted,
})

const whole = (value: number | string): number | null => (value === '' ? null : Number(value))

/** What is sent: the mail server too while the test inbox is on, so that turning it off and on loses nothing. */
export function editOf(fields: ChannelFields): ChannelEdit {
  const { provider, fromName, fromAddress, replyTo, host, security, user, password } = fields
  const named = host.trim() !== ''
  return {
    provider,
    fromName: fromName.trim(),
    fromAddress: fromAddress.trim(),
    replyTo: replyTo.trim() === '' ? null : replyTo.trim(),
    whenInterrupted: fields.whenInterrupted,
    smtp:
      provider === 'smtp' || named
        ? {
            host: host.trim(),
            port: whole(fields.port),
            security,
            user: user.trim() === '' ? null : user.trim(),
            password: password === '' ? null : password,
            maxConnections: whole(fields.maxConnections),
            perSecond: whole(fields.perSecond),
          }
        : null,
  }
}

/** The usual port of a way to encrypt; a port that somebody chose otherwise stays. */
export function portFor(security: Security, port: number | string): number | string {
  const usual = { none: 25, start_tls: 587, tls: 465 } as const
  const known = port === '' || Object.values(usual).some((each) => each === Number(port))
  return known ? usual[security] : port
}

const inSmtp = ['host', 'port', 'security', 'user', 'password', 'maxConnections', 'perSecond']

/** The path by which the server names a field. */
export const pathOf = (field: string): string => (inSmtp.includes(field) ? `smtp.${field}` : field)
