import type { Ask, RawAnswer } from './ask.ts'

/** Stands in a query or a header for the n-th version, from 0, that the server itself told of a key. */
export function versionOf(key: string, n: number): string {
  return `<version ${n} of ${key}>`
}

/** Stands in a header for the name of the bucket to write to. */
export const SCRATCH = '<scratch>'

/** The version ids that one server told: each server makes its own, and a case can only say which one it means. */
export class ToldVersions {
  readonly #scratch: string
  readonly #ids = new Map<string, string[]>()

  constructor(scratch: string) {
    this.#scratch = scratch
  }

  note({ method, key = '', query = {} }: Ask, { headers }: RawAnswer): void {
    const id = headers['x-amz-version-id']
    if (id === undefined || id === 'null' || 'versionId' in query) return
    if (method === 'PUT' || method === 'DELETE') this.#ids.set(key, [...(this.#ids.get(key) ?? []), id])
  }

  /** @returns the question with this server's own names in it */
  fill(asked: Ask): Ask {
    return { ...asked, query: this.#filled(asked.query), headers: this.#filled(asked.headers) }
  }

  #filled(pairs: Record<string, string> = {}): Record<string, string> {
    return Object.fromEntries(Object.entries(pairs).map(([name, text]) => [name, this.#named(text)]))
  }

  #named(text: string): string {
    return text
      .replaceAll(SCRATCH, this.#scratch)
      .replaceAll(/<version (\d+) of ([^>]*)>/g, (_, n, key) => this.#ids.get(key)?.[Number(n)] ?? 'untold')
  }
}
