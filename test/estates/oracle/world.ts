import { createHash } from 'node:crypto'
import type { Estate, StoredKey } from '../estate.ts'

/** An object as it is now. `states`: the fingerprints that storage knows by itself. */
export type Held = { key: string; size: number; content: Buffer; states: string[]; late: boolean }
export type Trouble = 'absent' | 'forbidden' | 'error' | 'archived'

export function heldOf(stored: StoredKey, content = stored.history.at(-1)): Held | undefined {
  if (content == null) return undefined
  const bytes = Buffer.from(content)
  const states = ['md5', ...(stored.states === null ? [] : [stored.states])]
  return {
    key: stored.key,
    size: bytes.length,
    content: bytes,
    states: states.map((algorithm) => fingerprint(bytes, algorithm)),
    late: stored.late,
  }
}

export function fingerprint(content: Buffer, algorithm: string): string {
  return `${algorithm}:${createHash(algorithm).update(content).digest('hex')}`
}

/** What storage shows to who lists it, asks for one object, or reads it. */
export class World {
  readonly #estate: Estate
  readonly #listed: Map<string, Map<string, Held>>

  constructor(estate: Estate) {
    this.#estate = estate
    this.#listed = new Map(
      estate.primary.map((store) => {
        const objects = store.keys
          .map((stored) => heldOf(stored))
          .filter((held) => held !== undefined)
          .filter(({ key }) => this.isListed(store.bucket, key))
        return [store.bucket, new Map(objects.map((object) => [object.key, object]))]
      }),
    )
  }

  listed(bucket: string): Map<string, Held> {
    return this.#listed.get(bucket) ?? new Map()
  }

  /** Does not being listed mean anything for this key? */
  isListed(bucket: string, key: string): boolean {
    const store = this.#estate.primary.find((candidate) => candidate.bucket === bucket)
    if (store === undefined || !store.answers) return false
    const prefixes = store.prefixes.length === 0 ? [''] : store.prefixes
    return prefixes.some((prefix) => prefix !== store.unlisted && key.startsWith(prefix))
  }

  /** What lies where a listing was refused. */
  unlisted(bucket: string): Held[] {
    const store = this.#estate.primary.find((candidate) => candidate.bucket === bucket)
    const refused = store?.unlisted ?? null
    if (store === undefined || refused === null) return []
    return store.keys
      .filter(({ key }) => key.startsWith(refused))
      .map((stored) => heldOf(stored))
      .filter((held) => held !== undefined)
  }

  /** Asking for one object by its name, in a primary or a recovery store. */
  head(bucket: string, key: string): Held | Trouble {
    return this.#ask('HEAD', bucket, key)
  }

  get(bucket: string, key: string): Held | Trouble {
    return this.#ask('GET', bucket, key)
  }

  #ask(method: 'HEAD' | 'GET', bucket: string, key: string): Held | Trouble {
    const store = [...this.#estate.primary, ...this.#estate.recovery].find((it) => it.bucket === bucket)
    if (store === undefined || !store.answers) return 'error'
    const fault = this.faultOf(method, bucket, key)
    if (fault !== undefined) return fault
    const stored = store.keys.find((it) => it.key === key)
    return (stored === undefined ? undefined : heldOf(stored)) ?? 'absent'
  }

  faultOf(method: 'HEAD' | 'GET', bucket: string, key: string): Trouble | undefined {
    return this.#estate.faults.find((it) => it.method === method && it.bucket === bucket && it.key === key)
      ?.answer
  }
}
