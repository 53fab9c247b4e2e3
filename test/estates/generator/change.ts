import type { Estate, ExpectedRow } from '../estate.ts'
import { checksumText, contentOf } from './content.ts'
import type { Deposit } from './deposit.ts'
import type { Scene } from './scene.ts'

/**
 * Makes what the database says at the second look: the same rows, except that of some files one row changed.
 * (More changes in one file would leave open which new key came for which old one.)
 */
export function addChanges(estate: Estate, scene: Scene): void {
  const changed = new Set<string>()
  const deposits = scene.deposits.flatMap((deposit) => (deposit.twice ? [deposit, null] : [deposit]))
  estate.later = estate.rows.flatMap((row, n) => {
    const deposit = deposits[n]
    if (!scene.changes || deposit == null || deposit.twice || deposit.change === 'same') return [row]
    const file = JSON.stringify([row.collectivity_id, row.file_id ?? row.object_key])
    if (changed.has(file) || row.object_key === null || row.object_key === '') return [row]
    changed.add(file)
    return rowsAfter(estate, row, deposit, n)
  })
}

function rowsAfter(estate: Estate, row: ExpectedRow, deposit: Deposit, n: number): ExpectedRow[] {
  const content = contentOf(deposit.content)
  const fresh = { ...row, object_key: `later/${n}` }
  switch (deposit.change) {
    case 'withdrawn':
      return []
    case 'purged':
      return [{ ...row, not_expected: 'purged' }]
    case 'resized':
      return [{ ...row, size_bytes: String(Buffer.byteLength(content)) }]
    case 'rechecked':
      return [{ ...row, checksum: checksumText('md5', content) }]
    case 'rewritten':
      store(estate, deposit, fresh, content)
      return row.file_id ? [fresh] : [row]
    case 'rewritten-unstored':
      return row.file_id ? [fresh] : [row]
    case 'added':
      store(estate, deposit, fresh, content)
      return row.file_id ? [row, fresh] : [row]
    default:
      return [row]
  }
}

/** The object of a key that the database took up since was put there since. */
function store(estate: Estate, deposit: Deposit, row: ExpectedRow, content: string): void {
  const bucket = row.bucket || 'b0'
  const key = rewritten(estate, row.object_key ?? '')
  estate.primary
    .find((candidate) => candidate.bucket === bucket)
    ?.keys.push({ key, history: [content], states: deposit.states, late: false })
}

function rewritten(estate: Estate, key: string): string {
  const rewrite = estate.settings.rewrites.find(({ from }) => key.startsWith(from))
  return rewrite === undefined ? key : rewrite.to + key.slice(rewrite.from.length)
}
