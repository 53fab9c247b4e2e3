import { hash } from 'node:crypto'
import type { StoredObject } from '../../../fixtures/s3/stored-object.ts'

/** What is right to say of a promised object. */
export type Truth = {
  state: 'intact' | 'altered' | 'missing'
  recovery: '' | 'relocated' | 'replica' | 'none'
}

export type Promised = { object_key: string; kind: string; size: number; checksum: string; truth: Truth }

const PROMISED = 360
const UNPROMISED = 24
/** Long before any run, as what an incident hits. */
const DEPOSITED = new Date('2022-05-04T08:00:00Z')

/** Every ninth object is gone and some others are cut short; of both some have a copy, and of what is gone some were moved. */
const FATES: Truth[] = [
  { state: 'missing', recovery: 'none' },
  { state: 'altered', recovery: 'none' },
  { state: 'missing', recovery: 'replica' },
  { state: 'missing', recovery: 'relocated' },
  { state: 'altered', recovery: 'replica' },
]
const INTACT: Truth = { state: 'intact', recovery: '' }

/** A small estate of which it is known what is right: what the database promises, and what the two stores hold. */
export function makeEstate() {
  const promised: Promised[] = []
  const primary: StoredObject[] = []
  const replica: StoredObject[] = []
  for (let n = 0; n < PROMISED; n++) {
    const object_key = `${['A', 'b', 'z', 'é'][n % 4]}/${String(n).padStart(5, '0')}.bin`
    const body = Buffer.from(`object ${n} ${'x'.repeat(n % 50)}`)
    const truth = n % 9 === 4 ? (FATES[((n - 4) / 9) % FATES.length] ?? INTACT) : INTACT
    const checksum = `sha256:${hash('sha256', body)}`
    promised.push({ object_key, kind: n % 3 === 0 ? 'dce' : 'offer', size: body.length, checksum, truth })
    if (truth.state === 'intact') primary.push(stored(object_key, body))
    if (truth.state === 'altered') primary.push(stored(object_key, body.subarray(0, n % 2 === 0 ? 0 : 5)))
    if (truth.recovery === 'relocated') primary.push(stored(`moved/${n}`, body))
    if (truth.recovery === 'replica') replica.push(stored(object_key, body))
  }
  for (let n = 0; n < UNPROMISED; n++)
    primary.push(stored(`${['0', 'n', '~'][n % 3]}/${n}`, Buffer.from(`unpromised ${n}`)))
  return { promised, primary, replica }
}

function stored(key: string, body: Uint8Array): StoredObject {
  return { key, body, size: body.length, lastModified: DEPOSITED }
}
