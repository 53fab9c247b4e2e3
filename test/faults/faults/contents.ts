import type { FaultRule, Fault as Injected } from '../../support/fault-proxy.ts'
import { type Fault, from, isRead } from '../matrix/fault.ts'
import { s3Error, slowDown } from './answers.ts'

/** Faults while contents are read: half a body is no altered object, and no copy either. */
export const CONTENTS: Fault[] = [
  contents('a content is reset before its answer, one in four', 0.25, 'reset'),
  contents('a content is reset within its body, one in four', 0.25, { passThenResetAfter: 3 }),
  contents('a content answers 500, one in four', 0.25, { status: 500 }),
  contents('a content answers 503 SlowDown to 30 %', 0.3, slowDown),
  contents('a content is refused (403), one in four', 0.25, s3Error(403, 'AccessDenied')),
  contents('a content of untold length ends early, in an answer that ends well', 0.15, {
    rewrite: (body) => body.slice(0, 4),
  }),
  { ...contents('a content stands still', 0.05, { passThenHangAfter: 2 }), tries: 2 },
]

function contents(what: string, share: number, injected: Injected): Fault {
  return {
    area: 'contents',
    what,
    codes: [3],
    says: /read: (error|forbidden)|error|forbidden/,
    verification: 'all',
    plant: (wire) => {
      const rule: FaultRule = (request) => (isRead(request) && wire.random() < share ? injected : 'pass')
      from(wire, 'verify', rule)
    },
  }
}
