import type { Estate } from '../estate.ts'
import type { Promised } from './promises.ts'
import { ruleBetween } from './spellings.ts'
import { fingerprint, type Held, type World } from './world.ts'

export type State = 'intact' | 'altered' | 'missing' | 'unknown'

export type Judged = {
  state: State
  reason: string | null
  assurance: 'listed' | 'size' | 'checksum' | null
  rule: string | null
  foundKey: string | null
}

/** Where the object of a promise was found or looked for, before its content is judged. */
export type Placed = Promised & {
  rule: string | null
  /** The key under which its object is, or would be. */
  askKey: string | null
  listed: Held | undefined
  unsettled: 'no-key' | 'not-listed' | 'ambiguous' | null
}

/** @returns where each promise's object is: under its own key, under one that a rule holds for the same, or nowhere */
export function place(world: World, named: readonly Promised[], wanted: readonly Promised[]): Placed[] {
  const explained = explain(world, named)
  return wanted.map((promised) => {
    const { key, bucket } = promised
    const nowhere = { ...promised, rule: null, askKey: key, listed: undefined, unsettled: null }
    if (key === null) return { ...nowhere, unsettled: 'no-key' }
    const listed = world.listed(bucket).get(key)
    if (listed !== undefined) return { ...nowhere, listed }
    if (!world.isListed(bucket, key)) return { ...nowhere, unsettled: 'not-listed' }
    const found = explained.get(bucket)?.get(key) ?? []
    const [only] = found
    if (only === undefined) return nowhere
    if (found.length > 1 || only.claims > 1) return { ...nowhere, unsettled: 'ambiguous' }
    return { ...nowhere, rule: only.rule, askKey: only.object.key, listed: only.object }
  })
}

type Explained = { object: Held; rule: string; claims: number }

/** For each bucket and promised key that is not stored: the objects, named by no row, that a rule holds for its. */
export function explain(world: World, named: readonly Promised[]): Map<string, Map<string, Explained[]>> {
  return new Map(
    [...Map.groupBy(named, ({ bucket }) => bucket)].map(([bucket, rows]) => {
      const keys = new Set(rows.map(({ key }) => key).filter((key) => key !== null))
      const nameless = [...world.listed(bucket).values()].filter((object) => !keys.has(object.key))
      const pairs = [...keys]
        .filter((key) => !world.listed(bucket).has(key))
        .flatMap((key) => nameless.map((object) => ({ key, object, rule: ruleBetween(key, object.key) })))
        .filter((pair) => pair.rule !== undefined)
      const claims = Map.groupBy(pairs, ({ object }) => object)
      const explained = pairs.map(({ key, object, rule = '' }) => ({
        key,
        object,
        rule,
        claims: claims.get(object)?.length ?? 0,
      }))
      return [bucket, Map.groupBy(explained, ({ key }) => key)]
    }),
  )
}

/** Which objects were asked for by name, which were read, and whether what listings say of contents is believed. */
export type Looked = {
  asked: ReadonlySet<string>
  read: ReadonlySet<string>
  compares: boolean
  distrusted: ReadonlySet<string>
}

/** What was looked at is named so. */
export const nameOf = (bucket: string, key: string) => JSON.stringify([bucket, key])

/** @returns the verdict on one promise. Only a definite "not found" is missing. */
export function judge(world: World, promised: Placed, looked: Looked): Judged {
  const { bucket, askKey, unsettled, listed } = promised
  const found = (reason: string | null, state: State): Judged => ({
    state,
    reason,
    assurance: null,
    rule: promised.rule,
    foundKey: promised.rule === null ? null : askKey,
  })
  if (askKey === null) return found('no-key', 'unknown')
  if (unsettled === 'not-listed') return found('not-listed', 'unknown')
  let object = listed
  const asked = listed === undefined || looked.asked.has(nameOf(bucket, askKey))
  if (asked) {
    const answer = world.head(bucket, askKey)
    if (answer === 'forbidden' || answer === 'error' || answer === 'archived') return found(answer, 'unknown')
    if (answer === 'absent') {
      if (unsettled === 'ambiguous') return found('ambiguous', 'unknown')
      if (listed !== undefined) return found('listed-only', 'missing')
      const elsewhere = world.unlisted(bucket).some(({ key }) => ruleBetween(key, askKey) !== undefined)
      return elsewhere ? found('not-listed', 'unknown') : found('absent', 'missing')
    }
    object = answer
  }
  if (object === undefined) throw new Error('an object that is neither listed nor found')
  return judgeContent(world, promised, object, asked, looked, found)
}

function judgeContent(
  world: World,
  promised: Placed,
  object: Held,
  asked: boolean,
  looked: Looked,
  found: (reason: string | null, state: State) => Judged,
): Judged {
  const { bucket, size, checksum } = promised
  const name = nameOf(bucket, object.key)
  if (object.size === 0 && size !== 0) return found('empty', 'altered')
  if (size !== null && object.size !== size) return found('size', 'altered')
  const known = new Set<string>()
  if (looked.compares) {
    if (!looked.distrusted.has(bucket)) known.add(fingerprint(object.content, 'md5'))
    if (asked) for (const stated of object.states) if (!stated.startsWith('md5:')) known.add(stated)
  }
  if (looked.read.has(name)) {
    const answer = world.get(bucket, object.key)
    if (answer === 'absent') return found('listed-only', 'missing')
    if (answer === 'forbidden' || answer === 'error') return found(answer, 'unknown')
    if (answer !== 'archived')
      for (const algorithm of ['md5', 'sha1', 'sha256']) known.add(fingerprint(answer.content, algorithm))
  }
  const algorithm = checksum?.split(':')[0]
  const comparable = [...known].filter((sum) => sum.split(':')[0] === algorithm)
  if (checksum !== null && comparable.length > 0 && !comparable.includes(checksum))
    return found('checksum', 'altered')
  const assurance =
    checksum !== null && comparable.includes(checksum) ? 'checksum' : size === null ? 'listed' : 'size'
  return { ...found(null, 'intact'), assurance }
}

/** Of each bucket whose ETags differ from the promised MD5s too often, contents are not judged by its ETags. */
export function distrustedBuckets({ settings }: Estate, placed: readonly Placed[]): Set<string> {
  const compared = placed.flatMap(({ bucket, listed, checksum }) => {
    if (listed === undefined || !checksum?.startsWith('md5:')) return []
    return [{ bucket, differs: fingerprint(listed.content, 'md5') !== checksum }]
  })
  const distrusted = [...Map.groupBy(compared, ({ bucket }) => bucket)].filter(
    ([, all]) =>
      all.length >= 20 && all.filter(({ differs }) => differs).length / all.length > settings.maxMismatch,
  )
  return new Set(distrusted.map(([bucket]) => bucket))
}
