import type { FaultProxy, FaultRule } from '../../support/fault-proxy.ts'
import type { PostgresProxy } from '../../support/postgres-proxy.ts'
import type { World } from './world.ts'

/** What a fault has in its hands. */
export type Wire = {
  s3: FaultProxy
  database: PostgresProxy
  world: World
  /** The stage that the run is in; '' before the first. */
  stage(): string
  /** A number from 0 to below 1, of the try's seed. */
  random(): number
  /** Is called at the begin of each stage. */
  onStage?: (name: string) => void
  /** Ends what the proxies know nothing of, before the run is gone on with. */
  over?: () => Promise<void>
}

export type Area = 'listing' | 'asking by name' | 'contents' | 'store' | 'database'

/** Something that goes wrong on the wire. */
export type Fault = {
  area: Area
  /** As the matrix tells it. */
  what: string
  /** How a run may end, beside 1, which it ends with when the fault was overcome. */
  codes: readonly (2 | 3 | 4 | 5)[]
  /** Must it be overcome: each verdict given, and right? */
  overcome?: true
  /** What has to be said when it was not overcome: in warnings, the message, the advice or the evidence. */
  says: RegExp
  /** Another `verification.mode`. */
  verification?: string
  /** What answers behind a certificate that nobody vouches for. */
  impostor?: 'storage' | 'database'
  /** Of the primary store. */
  store?: Record<string, unknown>
  /** It would hit other tries too. */
  alone?: true
  /** At the most, whatever is asked for: it takes long. */
  tries?: number
  /** Sets it up. */
  plant(wire: Wire): void | Promise<void>
}

export const isListing = ({ method, url }: { method: string; url: string }) =>
  method === 'GET' && /^\/primary\/?\?.*list-type=2/.test(url)

export const isHead = ({ method, url }: { method: string; url: string }) =>
  method === 'HEAD' && url.startsWith('/primary/')

export const isRead = ({ method, url }: { method: string; url: string }) =>
  method === 'GET' && /^\/(primary|replica)\/[^?]/.test(url)

/** The rule from a stage on; before, everything passes. */
export function from(wire: Wire, stage: string, rule: FaultRule): void {
  let begun = stage === ''
  const before = wire.onStage
  wire.onStage = (name) => {
    before?.(name)
    begun ||= name === stage
  }
  wire.s3.rule = (request) => (begun ? rule(request) : 'pass')
}

/** The rule for the requests of the inventory, or, in every second try, from the first request of preflight on. */
export function early(wire: Wire, rule: FaultRule): void {
  from(wire, wire.random() < 0.5 ? '' : 'inventory', rule)
}
