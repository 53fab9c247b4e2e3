import { describe, expect, test } from 'vitest'
import { lookAt, type SeenColumn } from '../../../src/draft/look.ts'
import { skeleton } from '../../../src/draft/skeleton.ts'
import { suggest } from '../../../src/draft/suggest.ts'
import type { CatalogueTable, TypeFamily } from '../../../src/marketplace/catalogue.ts'
import { CONTRACT } from '../../../src/marketplace/contract.ts'
import { CONTRACT_MEANING } from '../../../src/marketplace/contract-meaning.ts'
import { DRAFT_MARK } from '../../../src/marketplace/draft-mark.ts'

/** A table as the catalogue gives it, looked at without values. */
function seenTable(
  name: string,
  columns: Record<string, TypeFamily>,
  values: Record<string, string[]> = {},
): SeenColumn[] {
  const table: CatalogueTable = {
    schema: 'public',
    name,
    hasBlocks: true,
    rows: 10,
    columns: Object.entries(columns).map(([column, family]) => ({
      name: column,
      type: family,
      family,
      primaryKey: false,
      refersTo: null,
    })),
  }
  return table.columns.map((column) => lookAt(table, column, values[column.name] ?? []))
}

const french = [
  ...seenTable('Organisme', { acronyme: 'text', denominationOrg: 'text', siret: 'text', courriel: 'text' }),
  ...seenTable('consultation', {
    organisme: 'text',
    id: 'number',
    reference: 'text',
    intitule: 'text',
    date_fin: 'time',
  }),
  ...seenTable('Agent', {
    organisme: 'text',
    id: 'number',
    nom: 'text',
    email: 'text',
    tel: 'text',
    actif: 'number',
  }),
  ...seenTable('ConsultationAgent', { organisme: 'text', id_consultation: 'number', id_agent: 'number' }),
  ...seenTable(
    'fichier',
    {
      id: 'number',
      organisme: 'text',
      nom_fichier: 'text',
      chemin: 'text',
      taille: 'text',
      empreinte: 'text',
      date_depot: 'text',
    },
    { chemin: ['2022/1/a', '2022/2/b'], date_depot: ['2022-05-04'] },
  ),
  ...seenTable('journal', { chemin: 'text', email: 'text', date: 'time' }),
]

test('a French base: the best column for each of the contract', () => {
  const told = [...suggest(french)].map(([name, found]) => [
    name,
    Object.fromEntries(
      [...found].map(
        ([
          column,
          {
            table,
            column: { name },
          },
        ]) => [column, `${table.name}.${name}`],
      ),
    ),
  ])
  expect(Object.fromEntries(told)).toEqual({
    collectivities: {
      collectivity_id: 'Organisme.acronyme',
      name: 'Organisme.denominationOrg',
      siret: 'Organisme.siret',
      email: 'Organisme.courriel',
    },
    consultations: {
      collectivity_id: 'consultation.organisme',
      consultation_id: 'consultation.id',
      reference: 'consultation.reference',
      title: 'consultation.intitule',
      deadline_at: 'consultation.date_fin',
    },
    buyers: {
      collectivity_id: 'Agent.organisme',
      buyer_id: 'Agent.id',
      full_name: 'Agent.nom',
      email: 'Agent.email',
      phone: 'Agent.tel',
      active: 'Agent.actif',
    },
    'consultation-buyers': {
      collectivity_id: 'ConsultationAgent.organisme',
      consultation_id: 'ConsultationAgent.id_consultation',
      buyer_id: 'ConsultationAgent.id_agent',
    },
    'expected-objects': {
      object_key: 'fichier.chemin',
      file_id: 'fichier.id',
      file_name: 'fichier.nom_fichier',
      collectivity_id: 'fichier.organisme',
      size_bytes: 'fichier.taille',
      checksum: 'fichier.empreinte',
      deposited_at: 'fichier.date_depot',
    },
  })
})

test('what the bucket proved to be keys goes before what only looks like them', () => {
  const key = french.find(({ table, column }) => table.name === 'journal' && column.name === 'chemin')
  expect(suggest(french, key).get('expected-objects')?.get('object_key')).toBe(key)
})

test('a base without anything of the kind gives no suggestion', () => {
  for (const found of suggest(seenTable('weather', { rain: 'number' })).values()) expect(found.size).toBe(0)
})

describe('every draft', () => {
  test.each(CONTRACT)('$name names each column with its meaning, once', (select) => {
    const meaning = CONTRACT_MEANING[select.name]
    expect(Object.keys(meaning?.columns ?? {})).toEqual(select.columns.map(({ name }) => name))
    const sql = skeleton(select, new Map(), new Map())
    for (const { name } of select.columns) expect(sql.split(` as ${name}`)).toHaveLength(2)
    expect(sql).toContain(`where false -- ${DRAFT_MARK}`)
  })

  test('keeps names from outside within its comments', () => {
    const [nasty] = seenTable('blob', { 'key\n; drop table "x"; --': 'text' }, {})
    const select = CONTRACT.find(({ name }) => name === 'expected-objects')
    if (nasty === undefined || select === undefined) throw new Error('no such column')
    const sql = skeleton(select, new Map([['object_key', nasty]]), new Map([[nasty, '1 of 1\nselect 2']]))
    const code = sql.split('\n').filter((line) => !/^\s*--/.test(line))
    expect(code.join('\n')).not.toMatch(/drop|select 2/)
    expect(sql).toContain('perhaps public.blob."key?; drop table ""x""; --"')
  })
})
