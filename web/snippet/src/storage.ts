/** localStorage where the browser lets us, else memory: private windows and blocked storage must not break a shop. */
export class Storage {
  private readonly memory = new Map<string, string>()

  read<T>(name: string, isValid: (value: unknown) => value is T): T | undefined {
    try {
      const value: unknown = JSON.parse(this.text(name) ?? 'null')
      return isValid(value) ? value : undefined
    } catch {
      return undefined
    }
  }

  write(name: string, value: unknown): void {
    const text = JSON.stringify(value)
    try {
      localStorage.setItem(prefix + name, text)
      this.memory.delete(name)
    } catch {
      this.memory.set(name, text)
    }
  }

  forget(...names: string[]): void {
    for (const name of names) {
      this.memory.delete(name)
      try {
        localStorage.removeItem(prefix + name)
      } catch {
        // What cannot be written was not there.
      }
    }
  }

  private text(name: string): string | null {
    const kept = this.memory.get(name)
    return kept ?? localStorage.getItem(prefix + name)
  }
}

const prefix = 'beckon_'
