import type { State } from './judge.ts'

/** A row with its verdict, as a file is made of. */
export type Verdict = {
  /** `row N` of the snapshot, or what names a row that came since. */
  name: string
  file: string
  collectivity: string
  consultation: string
  kind: string
  year: string
  role: 'content' | 'signature'
  state: State | 'not_expected'
  reason: string | null
  assurance: string | null
  rule: string | null
  foundKey: string | null
  recovery: string | null
  from: string | null
  /** Any of them is right. */
  keys: string[]
  change: string | null
}

export type FileVerdict = {
  state: State | 'not_expected'
  signature: State | null
  recovery: string | null
  assurance: string | null
  byRule: boolean
}

const WORST_FIRST: State[] = ['missing', 'altered', 'unknown', 'intact']
const WEAKEST_FIRST = ['listed', 'size', 'checksum']
const first = <T>(order: readonly T[], of: readonly (T | null)[]) =>
  order.find((word) => of.includes(word)) ?? null

/** A file is as its worst content row; without any it is unknown. Its signature stands beside it. */
export function judgeFile(rows: readonly Verdict[]): FileVerdict {
  const expected = rows.filter(({ state }) => state !== 'not_expected')
  if (expected.length === 0)
    return { state: 'not_expected', signature: null, recovery: null, assurance: null, byRule: false }
  const contents = expected.filter(({ role }) => role === 'content')
  const states = (of: readonly Verdict[]) => of.map(({ state }) => state as State)
  const state = first(WORST_FIRST, states(contents)) ?? 'unknown'
  const signatures = expected.filter(({ role }) => role === 'signature')
  return {
    state,
    signature: first(WORST_FIRST, states(signatures)),
    recovery: state === 'missing' || state === 'altered' ? fileRecovery(contents) : null,
    assurance:
      state === 'intact'
        ? first(
            WEAKEST_FIRST,
            contents.map(({ assurance }) => assurance),
          )
        : null,
    byRule: contents.some(({ rule }) => rule !== null),
  }
}

/** Lost when one of its damaged content rows is; else open when one is, or is unknown itself; else to be had. */
function fileRecovery(contents: readonly Verdict[]): string {
  if (contents.some(({ recovery }) => recovery === 'none')) return 'none'
  if (contents.some(({ recovery, state }) => recovery === 'unknown' || state === 'unknown')) return 'unknown'
  return 'recoverable'
}
