import type { CatalogueColumn, CatalogueTable } from '../marketplace/catalogue.ts'
import { share } from './shape.ts'
import { fits } from './words-of-name.ts'

/** What a column looks like that a mapping may need. */
export const LOOKS = ['key', 'size', 'checksum', 'date', 'id'] as const
export type Look = (typeof LOOKS)[number]

/** A column with what its name, its type and a few of its values suggest; `why` says it in words. */
export type SeenColumn = {
  table: CatalogueTable
  column: CatalogueColumn
  look: Look | null
  why: string
  /** How sure the look is, for choosing among several. */
  weight: number
}

/** Names in French and English, each phrase some words that must all be in the name. */
const NAMES = {
  key: [
    'key',
    'cle',
    'clef',
    'path',
    'chemin',
    'emplacement',
    'storage',
    'stockage',
    'object',
    'objet',
    'url',
    'uri',
    'blob',
  ],
  size: ['size', 'taille', 'poids', 'octets', 'bytes', 'length', 'longueur'],
  checksum: ['checksum', 'hash', 'md5', 'sha', 'sha1', 'sha256', 'empreinte', 'digest', 'etag', 'hachage'],
  date: [
    'date',
    'at',
    'le',
    'time',
    'timestamp',
    'horodatage',
    'heure',
    'created',
    'updated',
    'cree',
    'depose',
  ],
  id: ['id', 'identifiant', 'uuid', 'acronyme', 'acronym'],
} satisfies Record<Look, string[]>

const MOST = 0.8
const HALF = 0.5

/**
 * Judges one column.
 *
 * @param values a few of its values, none empty; only their shape is used
 */
export function lookAt(
  table: CatalogueTable,
  column: CatalogueColumn,
  values: readonly string[],
): SeenColumn {
  const seen = (look: Look | null, weight: number, ...notes: string[]): SeenColumn => ({
    table,
    column,
    look,
    weight,
    why: [column.type, ...notes].join(', '),
  })
  const named = (look: Look) => fits(column.name, NAMES[look])
  const nothing = values.length === 0 && column.family === 'text' ? ['no value in the sample'] : []

  if (column.refersTo !== null) return seen('id', 1, `refers to ${column.refersTo}`)
  if (column.primaryKey) {
    const whole = table.columns.filter(({ primaryKey }) => primaryKey).length === 1
    return seen('id', 1, whole ? 'primary key' : 'part of the primary key')
  }
  if (column.family === 'time') return seen('date', 2)
  if (column.family === 'number') {
    if (named('size') > 0) return seen('size', 2)
    return named('id') > 0 ? seen('id', 1) : seen(null, 0)
  }
  if (column.family !== 'text') return seen(null, 0)

  if (share(values, 'checksum') >= MOST && named('key') === 0)
    return seen('checksum', 2 + named('checksum'), 'looks like a checksum')
  if (named('checksum') > 0 && (values.length === 0 || share(values, 'checksum', 'opaque', 'path') >= HALF))
    return seen('checksum', named('checksum'), ...nothing)
  if (share(values, 'date') >= HALF) return seen('date', 1 + named('date'), 'looks like a date')
  if (named('date') > 0 && values.length === 0 && named('key') === 0) return seen('date', 1, ...nothing)
  if (named('size') > 0 && (values.length === 0 || share(values, 'digits') >= HALF))
    return seen('size', 1 + named('size'), ...(nothing.length > 0 ? nothing : ['mostly digits']))
  if (share(values, 'path') >= MOST) return seen('key', 4 + named('key'), 'looks like a path')
  if (named('key') > 0 && share(values, 'opaque', 'checksum', 'path') >= HALF)
    return seen('key', 2 + named('key'), 'looks like a name that a program chose')
  if (named('key') > 0 && values.length === 0) return seen('key', named('key'), ...nothing)
  return named('id') > 0 ? seen('id', 1) : seen(null, 0)
}
