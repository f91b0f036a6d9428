/** What the server answers when it refuses (RFC 9457), as far as the dashboard uses it. */
export interface Problem {
  title: string
  detail: string
  status: number
  errors: Record<string, string[]>
}

/** A call that did not succeed: refused by the server (`status` ≥ 400) or never answered (`status` 0). */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title)
    this.name = 'ApiError'
    this.problem = problem
  }

  get status(): number {
    return this.problem.status
  }

  get unreachable(): boolean {
    return this.problem.status === 0
  }

  /** The first message for a field, by its path in the request body, whatever the case of its letters. */
  fieldError(path: string): string | undefined {
    const wanted = path.toLowerCase()
    const found = Object.entries(this.problem.errors).find(([key]) => key.toLowerCase() === wanted)
    return found?.[1][0]
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

const messages = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : text(value) ? [text(value)] : []

/** Reads a problem out of whatever body came back; a proxy in between may have answered with something else. */
export function readProblem(status: number, body: unknown): Problem {
  const problem = isRecord(body) ? body : {}
  const errors = isRecord(problem['errors']) ? problem['errors'] : {}
  return {
    title: text(problem['title']),
    detail: text(problem['detail']),
    status,
    errors: Object.fromEntries(Object.entries(errors).map(([path, value]) => [path, messages(value)])),
  }
}
