import type { Fault as Injected, ProxiedRequest } from '../../support/fault-proxy.ts'
import { early, type Fault, from, isListing, type Wire } from '../matrix/fault.ts'
import { accessDenied, expired, slowDown } from './answers.ts'

const NOT_LISTED =
  /could not be listed to its end|no range of any store could be listed|its range was not listed|cannot be believed|its listing|listing left out|the store itself does not answer|StartAfter leaves keys out/

/** Faults of ListObjectsV2: what cannot be listed must stay unknown, and what is listed must be whole. */
export const LISTING: Fault[] = [
  listing('a listing answers 500 to 3 of 4 requests', mostly(0.75, { status: 500 }), [3, 4]),
  listing('a listing answers 503 SlowDown to 30 %', mostly(0.3, slowDown), [3, 4]),
  listing('a listing is refused (403) after some pages', after(4, accessDenied), [3]),
  listing('the credentials expire during the listing', after(5, expired), [3]),
  listing('a listing is reset before its answer, one in three', mostly(0.33, 'reset'), [3, 4]),
  listing(
    'a listing is reset within its body, one in three',
    mostly(0.33, { passThenResetAfter: 700 }),
    [3, 4],
  ),
  listing('a listing is reset at the end of its body, one in three', mostly(0.33, { passAllBut: 8 }), [3, 4]),
  rewritten('a listing is cut anywhere, in an answer that ends well', 0.4, (body, wire) =>
    body.slice(0, Math.floor(wire.random() * body.length)),
  ),
  rewritten('a listing is cut behind an object, in an answer that ends well', 0.4, (body) =>
    body.slice(0, body.lastIndexOf('<Contents>')),
  ),
  rewritten('a listing with a tag that does not close', 0.4, (body) => body.replace('</Key>', '<Key>')),
  rewritten('a listing with bytes that are no text', 0.4, (body, wire) => {
    const at = Math.floor(wire.random() * body.length)
    return `${body.slice(0, at)}\u0000\u0007<&${body.slice(at)}`
  }),
  rewritten('an empty body in place of a listing', 0.4, () => ''),
  listing(
    'the page of a portal (200, HTML) in place of a listing',
    after(3, {
      status: 200,
      body: '<html><body>Please log in</body></html>',
      headers: { 'content-type': 'text/html' },
    }),
    [3],
  ),
  rewritten('the part of a listing cannot be read that objects were moved to', 1, (body) =>
    body.includes('<Key>moved') ? '<html></html>' : body,
  ),
  rewritten('a listing without the size of an object', 1, (body) => body.replace(/<Size>\d+<\/Size>/, '')),
  rewritten('a page says that more follows, and gives no token', 1, (body) =>
    body.replace(/<NextContinuationToken>[^<]*<\/NextContinuationToken>/, ''),
  ),
  { ...basics('a page of a listing is given a second time', [3]), plant: repeatedPage },
  {
    ...basics('a page is given a second time, by a store that is in no order', [3]),
    store: { byte_ordered: false },
    plant: repeatedPage,
  },
  {
    ...basics('a token of a listing that leads back to where it came from', [3]),
    plant: loopingToken,
  },
  {
    ...basics('a token that leads back, of a store that is in no order', [3, 4]),
    store: { byte_ordered: false },
    plant: loopingToken,
  },
  {
    ...basics('a token of a listing that loops over pages without keys', [3]),
    plant: (wire) =>
      fromInventory(wire, ({ url }) =>
        url.includes('continuation-token')
          ? {
              rewrite: () =>
                '<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>again</NextContinuationToken></ListBucketResult>',
            }
          : 'pass',
      ),
  },
  {
    ...basics('two keys of a page in the wrong order', [2, 3, 4]),
    says: /not in UTF-8 byte order.*byte_ordered: false/s,
    plant: (wire) => early(wire, (request) => (isListing(request) ? { rewrite: swapped } : 'pass')),
  },
  {
    ...basics('a server that ignores where to go on, and begins anew', [2, 3]),
    says: /not in UTF-8 byte order|StartAfter/,
    plant: (wire) => {
      let first: string | undefined
      early(wire, (request) =>
        isListing(request)
          ? {
              rewrite: (body) => {
                first ??= body
                return first
              },
            }
          : 'pass',
      )
    },
  },
  {
    ...basics('a listing that ends early without saying so', [2, 3]),
    says: NOT_LISTED,
    plant: (wire) => {
      const rule = mostly(0.4, { rewrite: ended })(wire)
      early(wire, (request) => (isListing(request) ? rule(request) : 'pass'))
    },
  },
  {
    ...basics('a listing that leaves objects out in the middle of its pages', [2, 3]),
    says: NOT_LISTED,
    plant: (wire) =>
      fromInventory(wire, () => ({
        rewrite: (body) =>
          body.replace(/<Contents>.*?<\/Contents>/gs, (object) => (wire.random() < 0.2 ? '' : object)),
      })),
  },
  {
    ...basics('a listing that tells wrong sizes', [3, 5]),
    says: /size-mismatch|sizes|told another size/,
    plant: (wire) =>
      fromInventory(wire, () => ({
        rewrite: (body) => body.replace(/<Size>\d+/g, (size) => (wire.random() < 0.1 ? '<Size>0' : size)),
      })),
  },
  listing('a listing answers later than the time-out', mostly(0.5, 'hang'), [3, 4], { tries: 3 }),
  listing('a listing stands still within a page', mostly(0.5, { passThenHangAfter: 900 }), [3, 4], {
    tries: 3,
  }),
  {
    ...basics('a listing comes in drops, and slower than the time-out as a whole', []),
    overcome: true,
    tries: 2,
    plant: (wire) => fromInventory(wire, () => ({ passSlowly: { chunk: 600, every: 300 } })),
  },
]

type Rule = (wire: Wire) => (request: ProxiedRequest) => Injected

function basics(what: string, codes: Fault['codes']) {
  return { area: 'listing' as const, what, codes, says: NOT_LISTED }
}

function listing(what: string, rule: Rule, codes: Fault['codes'], more: Partial<Fault> = {}): Fault {
  return { ...basics(what, codes), ...more, plant: (wire) => fromInventory(wire, rule(wire)) }
}

/** @param share of the answers that are rewritten */
function rewritten(what: string, share: number, rewrite: (body: string, wire: Wire) => string): Fault {
  return listing(what, (wire) => mostly(share, { rewrite: (body) => rewrite(body, wire) })(wire), [3, 4])
}

function fromInventory(wire: Wire, rule: (request: ProxiedRequest) => Injected): void {
  from(wire, 'inventory', (request) => (isListing(request) ? rule(request) : 'pass'))
}

function mostly(share: number, injected: Injected): Rule {
  return (wire) => () => (wire.random() < share ? injected : 'pass')
}

/** From about so many requests on. */
function after(requests: number, injected: Injected): Rule {
  return (wire) => {
    let left = requests * (0.5 + wire.random())
    return () => (left-- > 0 ? 'pass' : injected)
  }
}

function swapped(body: string): string {
  return body.replace(/(<Contents>.*?<\/Contents>)(<Contents>.*?<\/Contents>)/s, '$2$1')
}

function ended(body: string): string {
  return body
    .replace('<IsTruncated>true', '<IsTruncated>false')
    .replace(/<NextContinuationToken>[^<]*<\/NextContinuationToken>/, '')
}

function repeatedPage(wire: Wire): void {
  const repeated = 2 + Math.floor(wire.random() * 3)
  const bodies: string[] = []
  fromInventory(wire, ({ url }) => {
    if (!url.includes('continuation-token')) return 'pass'
    return { rewrite: (body) => (bodies.push(body) === repeated ? (bodies.at(-2) ?? body) : body) }
  })
}

function loopingToken(wire: Wire): void {
  let first: string | undefined
  fromInventory(wire, () => ({
    rewrite: (body) =>
      body.replace(/<NextContinuationToken>[^<]*/, (tag) => {
        first ??= tag
        return first
      }),
  }))
}
