/** One request, told apart from the server that it goes to: both get the same. */
export type Ask = {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE'
  /** `estate` (20,000 objects), `scratch` (to write to) or `absent`; '' asks for no bucket. */
  bucket?: 'estate' | 'scratch' | 'absent' | ''
  key?: string
  query?: Record<string, string>
  headers?: Record<string, string>
  body?: Buffer
  /** Who asks; by default the owner of the buckets. */
  as?: Asker
  /** The region that the signature names, by default the servers' own. */
  region?: string
  /** How far the asker's clock is off, in minutes. */
  minutesOff?: number
  /** What happens to the request after it was signed. */
  tamper?: (signed: SignedRequest) => SignedRequest
}

/** `owner` may do all; `reader` has s3:GetObject on the estate only; the others are refused. */
export type Asker = 'owner' | 'reader' | 'wrong-secret' | 'unknown-key' | 'nobody'

/** As it goes to the network: `target` is path and query, percent-encoded. */
export type SignedRequest = { target: string; headers: Record<string, string>; body: Buffer }

/** One line of a table of cases. `pages`: ask on with each server's own token until the last page. */
export type Case = Ask & { what: string; pages?: true }

/** As it came from the network. Header names are in lower case. */
export type RawAnswer = { status: number; headers: Record<string, string>; body: Buffer }
