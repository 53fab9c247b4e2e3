import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { setTimeout as pause } from 'node:timers/promises'
import { getCACertificates } from 'node:tls'
import { readAuthority } from '../config/authority.ts'
import type { TrinoConnection } from './connection.ts'
import { type Answer, exchange, type Question } from './exchange.ts'
import { elsewhere, refused, unreachable } from './trino-failure.ts'

/** What a proxy or a coordinator says that is busy: https://trino.io/docs/current/develop/client-protocol.html */
const PASSING = [429, 502, 503, 504]
const FIRST_PAUSE_MS = 50
const LONGEST_PAUSE_MS = 1_000
/** A busy server may ask for a longer pause, but not for any. */
const LONGEST_RETRY_MS = 10_000
const PATIENCE_SECONDS = 60
/** To tell it that a statement is not wanted any more. */
const FAREWELL_MS = 5_000
/** Of a page. Trino's own measure would be 16 MB, which is some 150 MB once it is read. */
const PAGE_SIZE = '4MB'

/** The one server of a Trino that clients speak to, with what is to be repeated repeated. */
export class Coordinator {
  readonly #url: URL
  readonly #headers: Record<string, string>
  readonly #agent: HttpAgent | HttpsAgent
  readonly #patienceMs: number

  /** @throws Failure (2) when the certificates of the authority cannot be read */
  constructor(connection: TrinoConnection) {
    this.#url = new URL(connection.url)
    this.#headers = headersOf(connection)
    this.#patienceMs = (connection.patience_seconds ?? PATIENCE_SECONDS) * 1000
    const kept = { keepAlive: true }
    const { ca } = connection
    this.#agent =
      this.#url.protocol === 'http:'
        ? new HttpAgent(kept)
        : new HttpsAgent(
            ca === undefined ? kept : { ...kept, ca: [...getCACertificates(), readAuthority(ca)] },
          )
  }

  /** Hands a statement in. What the network did to it is unknown, so that only a busy server is asked again. */
  begin(sql: string, signal: AbortSignal | undefined): Promise<Answer> {
    const url = new URL('/v1/statement', this.#url)
    return this.#ask({ method: 'POST', url, headers: this.#headers, body: sql, signal })
  }

  /** Asks for the next page; asking for the same one again is safe. */
  next(uri: string, signal: AbortSignal | undefined): Promise<Answer> {
    const url = this.#ours(uri)
    url.searchParams.set('targetResultSize', PAGE_SIZE)
    return this.#ask({ method: 'GET', url, headers: this.#headers, signal })
  }

  /** Tells that a statement is not wanted any more. It may be too late for that: nothing is thrown. */
  async cancel(uri: string): Promise<void> {
    const signal = AbortSignal.timeout(FAREWELL_MS)
    await exchange(this.#agent, {
      method: 'DELETE',
      url: this.#ours(uri),
      headers: this.#headers,
      signal,
    }).catch(() => {})
  }

  close(): void {
    this.#agent.destroy()
  }

  async #ask(question: Question): Promise<Answer> {
    const until = Date.now() + this.#patienceMs
    for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(wait * 2, LONGEST_PAUSE_MS)) {
      const answer = await this.#attempt(question, until)
      if (answer !== undefined && !PASSING.includes(answer.status)) return this.#accepted(answer)
      if (answer !== undefined && Date.now() >= until)
        throw unreachable(this.#url, `it answers ${answer.status}`)
      const longer = Number(answer?.headers['retry-after'] ?? 0) * 1000 || wait
      await pause(
        Math.min(longer, LONGEST_RETRY_MS),
        undefined,
        question.signal && { signal: question.signal },
      ).catch(() => question.signal?.throwIfAborted())
    }
  }

  /** @returns undefined when it is to be asked again */
  async #attempt(question: Question, until: number): Promise<Answer | undefined> {
    try {
      return await exchange(this.#agent, question)
    } catch (cause) {
      question.signal?.throwIfAborted()
      if (question.method === 'POST' || Date.now() >= until) throw unreachable(this.#url, cause)
      return undefined
    }
  }

  #accepted(answer: Answer): Answer {
    const { status, headers } = answer
    if (status === 401 || status === 403) throw refused(this.#url, status)
    if (status >= 300 && status < 400) throw elsewhere(this.#url, headers.location ?? '')
    return answer
  }

  /** A page that lies elsewhere is not asked for: whoever is there would be told the password. */
  #ours(uri: string): URL {
    const url = new URL(uri, this.#url)
    if (url.origin !== this.#url.origin) throw elsewhere(this.#url, uri)
    return url
  }
}

/** Times keep all their digits only for a client that says so; a text's zone is UTC. */
function headersOf({
  user,
  password,
  token,
  session_properties = {},
}: TrinoConnection): Record<string, string> {
  const properties = Object.entries(session_properties)
  const authorization =
    token !== undefined
      ? `Bearer ${token}`
      : password !== undefined
        ? `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
        : undefined
  return {
    'X-Trino-User': user,
    'X-Trino-Source': 'constat',
    'X-Trino-Time-Zone': 'UTC',
    'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
    ...(properties.length > 0 && {
      'X-Trino-Session': properties.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join(','),
    }),
    ...(authorization !== undefined && { Authorization: authorization }),
  }
}
