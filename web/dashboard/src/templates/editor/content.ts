import type { components } from '../../api'

/** What a message says before it knows to whom: Handlebars in each part. */
export interface Content {
  subject: string
  preheader: string
  html: string
  text: string
}

export type Preview = components['schemas']['TemplatePreview']
export type ContentProblem = components['schemas']['TemplateProblem']

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Reads content back from where a browser kept it. */
export function readContent(found: unknown): Content | null {
  if (!isRecord(found)) return null
  const { subject, preheader, html, text } = found
  const all =
    typeof subject === 'string' &&
    typeof preheader === 'string' &&
    typeof html === 'string' &&
    typeof text === 'string'
  return all ? { subject, preheader, html, text } : null
}

export const contentOf = ({ subject, preheader, html, text }: Content): Content => ({
  subject,
  preheader,
  html,
  text,
})

export type Part = 'subject' | 'preheader' | 'html' | 'text'

const partWords: Record<Part, string> = {
  subject: 'Subject',
  preheader: 'Preheader',
  html: 'HTML',
  text: 'Text',
}

const parts: readonly Part[] = ['subject', 'preheader', 'html', 'text']

export const partOf = (path: string | null | undefined): Part | null =>
  parts.find((part) => part === path) ?? null

/** Where a problem is, in words: "HTML, line 12". */
export function placeOf(problem: Pick<ContentProblem, 'path' | 'line'>): string {
  const part = partOf(problem.path)
  const words = part === null ? 'Message' : partWords[part]
  return problem.line == null || part === 'subject' || part === 'preheader'
    ? words
    : `${words}, line ${problem.line}`
}

/** The lines of one part that have problems. */
export const faultyLines = (problems: readonly ContentProblem[], part: Part): number[] =>
  problems.flatMap((problem) => (problem.path === part && problem.line != null ? [problem.line] : []))

/** The first sentence about a part that is one line. */
export const faultOf = (problems: readonly ContentProblem[], part: Part): string | undefined =>
  problems.find((problem) => problem.path === part)?.sentence

/**
 * A message for a sandboxed frame. Its links would lead the frame itself away, so they are sent to a new window,
 * which the sandbox does not open.
 */
export function inFrame(html: string): string {
  const base = '<base target="_blank">'
  const head = /<head[^>]*>/i.exec(html)
  if (head !== null)
    return html.slice(0, head.index + head[0].length) + base + html.slice(head.index + head[0].length)
  // Before a doctype it would put the browser into quirks mode.
  const start = /^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0
  return html.slice(0, start) + base + html.slice(start)
}
