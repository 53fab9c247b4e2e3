import type { Estate, ExpectedRow, RecoveryStore, Store } from '../estate.ts'
import { addChanges } from './change.ts'
import { checksumText, contentOf, type Damage, damaged } from './content.ts'
import type { Deposit } from './deposit.ts'
import { databaseKeyOf, keyOf, storageKeyOf } from './naming.ts'
import type { Scene } from './scene.ts'
import { spelled } from './spelling.ts'
import { sizeText } from './texts.ts'

/** Makes the estate of a scene: the rows of the database, and what the stores hold. */
export function assemble(scene: Scene): Estate {
  const estate: Estate = {
    settings: scene.settings,
    ...people(scene),
    rows: [],
    later: [],
    primary: primaryStores(scene),
    recovery: scene.recovery.map(({ keyPrefix, answers }, n) => ({
      bucket: `r${n}`,
      answers,
      keyPrefix,
      keys: [],
    })),
    faults: [],
  }
  scene.deposits.forEach((deposit, n) => void addDeposit(estate, scene, deposit, n))
  scene.strays.forEach((stray, n) => {
    const key = keyOf(scene, stray.key, 100 + n)
    const text = stray.spelling === null ? key : (spelled(key, stray.spelling) ?? key)
    put(
      estate.primary,
      stray.bucket,
      text,
      [contentOf(stray.content)],
      stray.states,
      scene.late && stray.late,
    )
  })
  addChanges(estate, scene)
  return estate
}

function addDeposit(estate: Estate, scene: Scene, deposit: Deposit, n: number): void {
  const databaseKey = databaseKeyOf(scene, deposit, n)
  const key = storageKeyOf(scene, databaseKey)
  const row = rowOf(scene, deposit, databaseKey, n)
  estate.rows.push(row)
  if (deposit.twice) estate.rows.push({ ...row })
  const whole = contentOf(deposit.content)
  const bucket = row.bucket || 'b0'
  const now = deposit.damage === null ? whole : damaged(whole, deposit.damage)
  const keys = [
    ...(deposit.place.exact ? [key] : []),
    ...deposit.place.spellings.map((spelling) => spelled(key, spelling)),
    ...(deposit.place.moved ? [`moved/${n}`] : []),
  ].filter((text) => text !== undefined)
  const before = deposit.before.map((state) => versionOf(whole, state))
  for (const text of keys)
    put(estate.primary, bucket, text, [...before, now], deposit.states, scene.late && deposit.late)
  if (!deposit.place.exact) put(estate.primary, bucket, key, [...before, null], deposit.states, false)
  for (const [i, { state, spelling }] of deposit.copies.entries()) {
    const store = estate.recovery[i]
    if (store === undefined || state === 'none') continue
    const content = state === 'whole' ? whole : damaged(whole, state)
    const text = spelling === null ? key : (spelled(key, spelling) ?? key)
    put(estate.recovery, store.bucket, store.keyPrefix + text, [content], deposit.states, false)
  }
  if (scene.faults) addFault(estate, deposit, bucket, key, keys[0] ?? key)
}

function versionOf(whole: string, state: Damage | null | 'deleted'): string | null {
  if (state === 'deleted') return null
  return state === null ? whole : damaged(whole, state)
}

function rowOf(scene: Scene, deposit: Deposit, databaseKey: string, n: number): ExpectedRow {
  const content = contentOf(deposit.content)
  return {
    object_key: { no: databaseKey, null: null, empty: '' }[deposit.keyless],
    bucket: scene.primary.length === 1 && deposit.bucket === 'b1' ? null : deposit.bucket,
    kind: deposit.kind,
    role: deposit.role,
    file_id: deposit.file === 'own' ? `own-${n}` : deposit.file,
    file_name: `${n}.pdf`,
    collectivity_id: deposit.collectivity,
    consultation_id: deposit.consultation,
    lot: null,
    offer_id: null,
    bidder: null,
    size_bytes: sizeText(deposit.size, Buffer.byteLength(content)),
    checksum: checksumText(deposit.checksum, content),
    deposited_at: deposit.date,
    current: deposit.current,
    winning: deposit.winning,
    not_expected: deposit.notExpected,
  }
}

/** What is there first stays: two promises of one key are not two objects. A store without versions has no past. */
function put(
  stores: (Store | RecoveryStore)[],
  bucket: string,
  key: string,
  history: (string | null)[],
  states: 'sha1' | 'sha256' | null,
  late: boolean,
): void {
  const store = stores.find((candidate) => candidate.bucket === bucket)
  if (store === undefined || Buffer.byteLength(key) > 1024) return
  const versioned = 'versioned' in store && store.versioned && !late
  const kept = versioned ? history : history.slice(-1)
  if (kept.every((content) => content === null) || store.keys.some((known) => known.key === key)) return
  store.keys.push({ key, history: kept, states, late })
}

function addFault(estate: Estate, deposit: Deposit, bucket: string, key: string, storedKey: string): void {
  if (deposit.fault === null) return
  const { at, method, answer } = deposit.fault
  if (answer === 'archived' && method === 'HEAD') return
  const copies = at === 'primary' ? undefined : estate.recovery[at === 'copy-0' ? 0 : 1]
  if (at !== 'primary' && copies === undefined) return
  const where =
    copies === undefined ? { bucket, key: storedKey } : { bucket: copies.bucket, key: copies.keyPrefix + key }
  const known = estate.faults.some(
    (fault) => fault.method === method && fault.bucket === where.bucket && fault.key === where.key,
  )
  if (!known) estate.faults.push({ method, answer, ...where })
}

function primaryStores(scene: Scene): Store[] {
  const stores = scene.primary.map(({ prefixes, unlisted, versioned }, n) => ({
    bucket: `b${n}`,
    answers: !(scene.gone && scene.primary.length === 2 && n === 1),
    prefixes,
    unlisted: unlisted && prefixes.length > 1 ? (prefixes[0] ?? null) : null,
    versioned,
    keys: [],
  }))
  return stores
}

function people(
  scene: Scene,
): Pick<Estate, 'collectivities' | 'consultations' | 'buyers' | 'consultationBuyers'> {
  const ids = Array.from({ length: scene.collectivities }, (_, n) => `c${n + 1}`)
  const dates = scene.consultationDates.values()
  const buyers = scene.buyers.map((buyer, n) => ({
    ...buyer,
    collectivity_id: `c${buyer.collectivity + 1}`,
    n,
  }))
  return {
    collectivities: ids.map((collectivity_id) => ({ collectivity_id, name: `Mairie ${collectivity_id}` })),
    consultations: ids.flatMap((collectivity_id) =>
      ['1', '2'].map((consultation_id) => {
        const [published_at, deadline_at] = dates.next().value ?? [null, null]
        return { collectivity_id, consultation_id, reference: 'R', title: 'T', published_at, deadline_at }
      }),
    ),
    buyers: buyers.map(({ collectivity_id, active, n }) => ({
      collectivity_id,
      buyer_id: `u${n}`,
      full_name: `Buyer ${n}`,
      active: String(active),
    })),
    consultationBuyers: buyers.flatMap(({ collectivity_id, runs, n }) =>
      runs
        .filter(() => ids.includes(collectivity_id))
        .map((consultation_id) => ({ collectivity_id, consultation_id, buyer_id: `u${n}` })),
    ),
  }
}
