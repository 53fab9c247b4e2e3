import type { FaultRule, Fault as Injected } from '../../support/fault-proxy.ts'
import { type Fault, from, isHead, type Wire } from '../matrix/fault.ts'
import { expired, noSuchBucket, s3Error, slowDown } from './answers.ts'

/** Faults of asking by name: only a definite "not found", of a store that answers, may make an object missing. */
export const NAMES: Fault[] = [
  names('HEAD answers 500 to one in two', share(0.5, { status: 500 })),
  names('HEAD answers 500 to some keys, always', someKeys({ status: 500 })),
  names('HEAD answers 503 SlowDown to 30 %', share(0.3, slowDown), { overcome: true }),
  names('HEAD answers 429 to 30 %', share(0.3, { status: 429 }), { overcome: true }),
  names('HEAD answers 403 to some keys', someKeys({ status: 403 })),
  names('HEAD answers 403 to all, since the credentials expired', later(expired)),
  names('HEAD answers 400 to some keys', someKeys(s3Error(400, 'BadRequest'))),
  names(
    'HEAD is sent elsewhere (301) for some keys',
    someKeys({ status: 301, headers: { location: 'http://127.0.0.1:1/' } }),
  ),
  names(
    'HEAD answers 200 without a length for some keys',
    someKeys({ status: 200, headers: { 'transfer-encoding': 'chunked' } }),
  ),
  names('HEAD is reset, one in three', share(0.33, 'reset'), { overcome: true }),
  names('HEAD of some keys is never answered', someKeys('hang', 0.2), { tries: 3 }),
  {
    ...names('the bucket is gone while objects are asked for by name', () => () => 'pass'),
    plant: (wire) =>
      from(wire, 'probe', ({ url, method }) =>
        !url.startsWith('/primary') ? 'pass' : method === 'HEAD' ? { status: 404 } : noSuchBucket,
      ),
  },
  {
    ...names('a gateway without its backend answers 404 to everything', () => () => 'pass'),
    plant: (wire) =>
      from(wire, 'probe', () => ({
        status: 404,
        body: '<html>Not found</html>',
        headers: { 'content-type': 'text/html' },
      })),
  },
]

type Rule = (wire: Wire) => FaultRule

function names(what: string, rule: Rule, more: Partial<Fault> = {}): Fault {
  return {
    area: 'asking by name',
    what,
    codes: [3],
    says: /asked: (error|forbidden)|not found, but the store itself does not answer/,
    ...more,
    plant: (wire) => {
      const chosen = rule(wire)
      from(wire, 'probe', (request) => (isHead(request) ? chosen(request) : 'pass'))
    },
  }
}

function share(of: number, injected: Injected): Rule {
  return (wire) => () => (wire.random() < of ? injected : 'pass')
}

/** The same keys whenever they are asked for. */
function someKeys(injected: Injected, of = 0.4): Rule {
  return (wire) => {
    const hit = new Map<string, boolean>()
    return ({ url }) => {
      if (!hit.has(url)) hit.set(url, wire.random() < of)
      return hit.get(url) ? injected : 'pass'
    }
  }
}

/** From some request on. */
function later(injected: Injected): Rule {
  return (wire) => {
    let left = wire.random() * 20
    return () => (left-- > 0 ? 'pass' : injected)
  }
}
