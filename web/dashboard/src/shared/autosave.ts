import { ApiError } from '../api'
import type { Saving } from './SavedState'

/** What an editor that saves by itself shows: the value as typed, and what has become of it. */
export interface Draft<Value> {
  value: Value
  state: Saving
  error: unknown
  /** Somebody else saved a version after the one this was typed on. */
  conflict: boolean
}

/** Where a value waits that could not be sent; with the version it was typed on. */
export interface Keep<Value> {
  read: () => { value: Value; version: number } | null
  write: (value: Value, version: number) => void
  clear: () => void
}

interface AutosaveOptions<Value> {
  value: Value
  version: number
  /** Sends the value with the version it was typed on and answers with the new version. */
  save: (value: Value, version: number) => Promise<number>
  keep?: Keep<Value>
  delay?: number
  retryDelay?: number
}

/**
 * Saves what is typed shortly after the typing stops, one request at a time, each with the version it builds on.
 * What cannot be sent is kept and tried again; what the server refuses stays on the screen until it is changed.
 */
export class Autosave<Value> {
  readonly #options: AutosaveOptions<Value>
  readonly #listeners = new Set<() => void>()
  #draft: Draft<Value>
  #version: number
  #timer: ReturnType<typeof setTimeout> | undefined
  #running: Promise<void> | null = null
  #unsent = false

  constructor(options: AutosaveOptions<Value>) {
    this.#options = options
    const kept = options.keep?.read() ?? null
    this.#version = kept?.version ?? options.version
    this.#draft = {
      value: kept?.value ?? options.value,
      state: kept ? 'saving' : 'saved',
      error: null,
      conflict: false,
    }
    this.#unsent = kept !== null
    if (kept) this.#later(0)
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly read = (): Draft<Value> => this.#draft

  /** The version that the server has acknowledged. */
  get version(): number {
    return this.#version
  }

  readonly change = (value: Value): void => {
    this.#unsent = true
    if (this.#draft.conflict) return this.#tell({ value })
    if (this.#draft.state === 'offline') this.#options.keep?.write(value, this.#version)
    this.#tell({ value, state: this.#draft.state === 'offline' ? 'offline' : 'saving', error: null })
    this.#later(this.#options.delay ?? 600)
  }

  /** Sends what is unsent at once; true when the server has everything. */
  readonly flush = async (): Promise<boolean> => {
    clearTimeout(this.#timer)
    while (this.#unsent && !this.#draft.conflict) {
      this.#running ??= this.#send().finally(() => (this.#running = null))
      await this.#running
      if (this.#draft.error !== null) return false
    }
    return !this.#unsent
  }

  /** Takes what the server has instead of what was typed. */
  readonly replace = (value: Value, version: number): void => {
    clearTimeout(this.#timer)
    this.#unsent = false
    this.#version = version
    this.#options.keep?.clear()
    this.#tell({ value, state: 'saved', error: null, conflict: false })
  }

  /** Writes what was typed over the version that somebody else saved. */
  readonly overwrite = (version: number): Promise<boolean> => {
    this.#version = version
    this.#tell({ conflict: false, error: null, state: 'saving' })
    return this.flush()
  }

  #later(delay: number): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => void this.flush(), delay)
  }

  async #send(): Promise<void> {
    const { value } = this.#draft
    this.#unsent = false
    if (this.#draft.state !== 'offline') this.#tell({ state: 'saving' })
    try {
      this.#version = await this.#options.save(value, this.#version)
      if (this.#unsent) return
      this.#options.keep?.clear()
      this.#tell({ state: 'saved', error: null })
    } catch (error) {
      this.#failed(error)
    }
  }

  #failed(error: unknown): void {
    this.#unsent = true
    this.#options.keep?.write(this.#draft.value, this.#version)
    const lost = error instanceof ApiError && (error.unreachable || error.status >= 500)
    const conflict = error instanceof ApiError && error.status === 412
    this.#tell({ state: lost ? 'offline' : 'refused', error, conflict })
    if (lost) this.#later(this.#options.retryDelay ?? 5_000)
  }

  #tell(change: Partial<Draft<Value>>): void {
    this.#draft = { ...this.#draft, ...change }
    this.#listeners.forEach((listener) => listener())
  }
}
