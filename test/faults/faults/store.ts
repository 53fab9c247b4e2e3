import type { FaultRule, Fault as Injected } from '../../support/fault-proxy.ts'
import { type Fault, from, type Wire } from '../matrix/fault.ts'
import { accessDenied, slowDown } from './answers.ts'

const STAGES = ['inventory', 'probe', 'verify', 'recover']
const SILENT = /error|could not be listed|no answer|silent|forbidden/

/** Faults of a store as a whole, at any moment of a run. */
export const STORE: Fault[] = [
  store('the store answers 503 SlowDown to 30 % of everything', [3, 4], share(0.3, slowDown)),
  store('the store resets 30 % of everything', [3, 4], share(0.3, 'reset')),
  {
    ...store('the store disappears for some seconds', [3, 4], pass),
    plant: (wire) => gone(wire, 3000 + wire.random() * 3000),
  },
  {
    ...store('the store disappears for a minute', [3, 4], pass),
    tries: 3,
    plant: (wire) => gone(wire, 60_000),
  },
  {
    ...store('the store disappears for good', [3, 4], pass),
    tries: 4,
    plant: (wire) => gone(wire, Number.POSITIVE_INFINITY),
  },
  {
    ...store('the store is not there at all', [4], pass),
    says: /storage primary: .*check the endpoint/s,
    plant: (wire) => {
      wire.s3.rule = () => 'reset'
    },
  },
  {
    ...store('the certificate of the storage does not verify', [4], pass),
    impostor: 'storage',
    says: /storage primary: .*self-signed certificate.*certificate/s,
    tries: 2,
  },
  replica('the replica is refused (403)', accessDenied),
  replica('the replica answers 500', { status: 500 }),
  replica('the replica is reset', 'reset'),
]

function pass() {
  return () => 'pass' as const
}

function store(what: string, codes: Fault['codes'], rule: (wire: Wire) => FaultRule): Fault {
  return { area: 'store', what, codes, says: SILENT, plant: (wire) => from(wire, aStage(wire), rule(wire)) }
}

function replica(what: string, injected: Injected): Fault {
  return {
    area: 'store',
    what,
    codes: [3],
    says: /recovery replica: .*recoveries will be unknown|replica: (error|forbidden)/,
    plant: (wire) =>
      from(wire, wire.random() < 0.5 ? '' : 'recover', ({ url }) =>
        url.startsWith('/replica') ? injected : 'pass',
      ),
  }
}

function share(of: number, injected: Injected) {
  return (wire: Wire) => () => (wire.random() < of ? injected : ('pass' as const))
}

function aStage(wire: Wire): string {
  return STAGES[Math.floor(wire.random() * STAGES.length)] ?? 'inventory'
}

/** From some request of a stage on nothing is answered, for so long (ms). */
function gone(wire: Wire, milliseconds: number): void {
  let left = wire.random() * 8
  let until: number | undefined
  from(wire, aStage(wire), () => {
    if (left-- > 0) return 'pass'
    until ??= Date.now() + milliseconds
    return Date.now() < until ? 'reset' : 'pass'
  })
}
