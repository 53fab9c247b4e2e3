import type { Estate } from '../estate.ts'
import { type Looked, nameOf, type Placed } from './judge.ts'
import { fingerprint, type Held, type Trouble, type World } from './world.ts'

export type Recovered = {
  recovery: 'relocated' | 'replica' | 'version' | 'none' | 'unknown'
  from: string | null
  key: string | null
}

/** @returns where a damaged object can be got back from; `none` needs an answer of every source */
export function recover(estate: Estate, world: World, row: Placed, looked: Looked): Recovered {
  let unanswered = false
  for (const store of estate.recovery) {
    const key = store.keyPrefix + (row.key ?? '')
    const answer = world.head(store.bucket, key)
    if (answer === 'absent') continue
    if (isTrouble(answer)) unanswered = true
    else if (fits(row, answer, looked)) return { recovery: 'replica', from: store.bucket, key }
  }
  return { recovery: unanswered ? 'unknown' : 'none', from: null, key: null }
}

function fits({ size, checksum }: Placed, copy: Held, _looked: Looked): boolean {
  return size === null ? copy.size > 0 : copy.size === size
}

function isTrouble(answer: Held | Trouble): answer is Trouble {
  return typeof answer === 'string'
}
