import type { Ask, Case, RawAnswer } from './ask.ts'
import { differences, knownDeviation } from './compare.ts'
import { DEVIATIONS, type Deviation } from './deviations.ts'
import { append, type Reading, read } from './reading.ts'
import { ask, type Server } from './server.ts'
import { ToldVersions } from './told-versions.ts'

/** Of one request: a key too many shifts all that follow. */
const MOST_TOLD = 6

/** Asks two servers the same and counts what came of it. */
export class Comparison {
  readonly #standIn: Server
  readonly #real: Server
  #requests = 0
  #differences = 0
  #shortPages = 0
  readonly #deviations = new Map<Deviation, number>()
  readonly #versions: Map<Server, ToldVersions>

  constructor(standIn: Server, real: Server) {
    this.#standIn = standIn
    this.#real = real
    this.#versions = new Map(
      [standIn, real].map((server) => [server, new ToldVersions(server.buckets.scratch)]),
    )
  }

  /** @returns the differences that no known deviation explains, a line each */
  async compare(asked: Case): Promise<string[]> {
    const told: string[] = []
    let tokens: [standIn: string | undefined, real: string | undefined] = [undefined, undefined]
    do {
      const [standIn, real] = await Promise.all([
        this.#page(this.#standIn, asked, tokens[0]),
        this.#page(this.#real, asked, tokens[1]),
      ])
      this.#requests++
      told.push(...this.#judge(asked, standIn, real))
      tokens = [tokenOf(standIn), tokenOf(real)]
    } while (asked.pages && tokens[0] !== undefined && tokens[1] !== undefined)
    return told
  }

  /**
   * One answer, or one whole page: a page of a listing may hold fewer keys than it could and yet not be the last one
   * (API_ListObjectsV2.html: "might contain fewer keys"), which Ceph makes use of. It is then filled up from the next.
   */
  async #page(server: Server, asked: Case, token: string | undefined): Promise<Reading> {
    const query = { ...asked.query, ...(token === undefined ? {} : { 'continuation-token': token }) }
    const page = read(await this.#ask(server, { ...asked, query }))
    for (let next = tokenOf(page); next !== undefined; next = tokenOf(page)) {
      const room =
        Number(page.get('ListBucketResult/MaxKeys')) - Number(page.get('ListBucketResult/KeyCount'))
      if (room <= 0) break
      const more = { ...asked.query, 'continuation-token': next, 'max-keys': String(room) }
      append(page, read(await this.#ask(server, { ...asked, query: more })))
      this.#shortPages++
    }
    return page
  }

  async #ask(server: Server, asked: Ask): Promise<RawAnswer> {
    const versions = this.#versions.get(server)
    const filled = versions?.fill(asked) ?? asked
    const answer = await ask(server, filled)
    versions?.note(filled, answer)
    return answer
  }

  #judge(asked: Case, standIn: Reading, real: Reading): string[] {
    const unknown = differences(standIn, real).filter((difference) => {
      const deviation = knownDeviation(asked, difference)
      if (deviation !== undefined) this.#deviations.set(deviation, (this.#deviations.get(deviation) ?? 0) + 1)
      return deviation === undefined
    })
    this.#differences += unknown.length
    const told = unknown
      .slice(0, MOST_TOLD)
      .map(
        (difference) =>
          `${asked.what}: ${difference.place}: the stand-in says ${show(difference.standIn)}, the real server ${show(difference.real)}`,
      )
    if (unknown.length > MOST_TOLD) told.push(`${asked.what}: and ${unknown.length - MOST_TOLD} more`)
    return told
  }

  /** Known deviations of that version that were not seen: the list is no longer true. */
  unseen(version: string): string[] {
    return DEVIATIONS.filter(({ versions }) => versions.test(version))
      .filter((deviation) => !this.#deviations.has(deviation))
      .map(({ name }) => name)
  }

  summary(): string {
    const known = [...this.#deviations].map(
      ([{ name }, count]) => `  known deviation, in ${count} places: ${name}`,
    )
    const short = `  ${this.#shortPages} pages of a listing came short and were filled up from the next`
    return [`${this.#requests} requests compared, ${this.#differences} differences`, ...known, short].join(
      '\n',
    )
  }
}

function tokenOf(reading: Reading): string | undefined {
  return reading.get('ListBucketResult/NextContinuationToken')
}

function show(text: string | undefined): string {
  return text === undefined ? 'nothing' : JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text)
}
