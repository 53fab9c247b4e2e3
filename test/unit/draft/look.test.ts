import { expect, test } from 'vitest'
import { type Look, lookAt } from '../../../src/draft/look.ts'
import type { CatalogueColumn, TypeFamily } from '../../../src/marketplace/catalogue.ts'

const column = (name: string, family: TypeFamily, rest: Partial<CatalogueColumn> = {}): CatalogueColumn => ({
  name,
  type: family,
  family,
  primaryKey: false,
  refersTo: null,
  ...rest,
})

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e'

test.each<[string, TypeFamily, string[], Look | null]>([
  ['chemin', 'text', ['2022/a.pdf', '2022/b.pdf'], 'key'],
  ['x', 'text', ['2022/a.pdf', '2022/b.pdf'], 'key'],
  ['cle_stockage', 'text', [], 'key'],
  ['storage_key', 'text', [MD5, MD5], 'key'],
  ['blobUuid', 'text', ['6f1c1c1e-8a83-4b4c-9d3a-1e8f0c6a7b55'], 'key'],
  ['type_mime', 'text', ['application/pdf', 'text/plain'], null],
  ['titre', 'text', ['Travaux / voirie'], null],
  ['taille', 'number', [], 'size'],
  ['taille', 'text', ['12', '13', 'n/a'], 'size'],
  ['poids', 'text', ['lourd', 'léger'], null],
  ['empreinte', 'text', [], 'checksum'],
  ['empreinte', 'text', ['bleue'], null],
  ['x', 'text', [MD5], 'checksum'],
  ['date_depot', 'text', ['2022-05-04', '0000-00-00', 'hier'], 'date'],
  ['cree_le', 'time', [], 'date'],
  ['numero', 'number', [], null],
  ['organisme_id', 'number', [], 'id'],
  ['actif', 'boolean', [], null],
  ['donnees', 'other', [], null],
])('%s (%s) of %j looks like %s', (name, family, values, look) => {
  const only = column(name, family)
  expect(
    lookAt({ schema: 's', name: 't', hasBlocks: true, rows: 1, columns: [only] }, only, values).look,
  ).toBe(look)
})

test('keys of the catalogue are told with what they are', () => {
  const id = column('id', 'number', { primaryKey: true })
  const body = column('organisme', 'text', { primaryKey: true })
  const link = column('fichier', 'number', { refersTo: 'public.fichier' })
  const table = (columns: CatalogueColumn[]) => ({
    schema: 's',
    name: 't',
    hasBlocks: true,
    rows: 1,
    columns,
  })
  expect(lookAt(table([id, link]), id, [])).toMatchObject({ look: 'id', why: 'number, primary key' })
  expect(lookAt(table([id, body]), body, [])).toMatchObject({
    look: 'id',
    why: 'text, part of the primary key',
  })
  expect(lookAt(table([id, link]), link, [])).toMatchObject({
    look: 'id',
    why: 'number, refers to public.fichier',
  })
})
