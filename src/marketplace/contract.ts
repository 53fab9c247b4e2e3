/**
 * The marketplace contract: five SELECTs and their columns, as the design fixes them. The order of the
 * columns is that of the `raw_…` tables of the run store.
 */

export type ColumnType = 'text' | 'number' | 'time' | 'boolean'
export type ContractColumn = { name: string; type: ColumnType }
export type ContractSelect = { name: string; table: string; columns: readonly ContractColumn[] }

const text = (...names: string[]): ContractColumn[] => names.map((name) => ({ name, type: 'text' }))
const time = (...names: string[]): ContractColumn[] => names.map((name) => ({ name, type: 'time' }))
const boolean = (...names: string[]): ContractColumn[] => names.map((name) => ({ name, type: 'boolean' }))

export const CONTRACT: readonly ContractSelect[] = [
  {
    name: 'collectivities',
    table: 'raw_collectivity',
    columns: text('collectivity_id', 'name', 'siren', 'siret', 'department', 'email'),
  },
  {
    name: 'consultations',
    table: 'raw_consultation',
    columns: [
      ...text('collectivity_id', 'consultation_id', 'reference', 'title', 'category'),
      ...time('published_at', 'initial_deadline_at', 'deadline_at', 'opened_at', 'awarded_at'),
    ],
  },
  {
    name: 'buyers',
    table: 'raw_buyer',
    columns: [
      ...text('collectivity_id', 'buyer_id', 'service', 'full_name', 'email', 'phone'),
      ...boolean('active'),
    ],
  },
  {
    name: 'consultation-buyers',
    table: 'raw_consultation_buyer',
    columns: text('collectivity_id', 'consultation_id', 'buyer_id'),
  },
  {
    name: 'expected-objects',
    table: 'raw_expected_object',
    columns: [
      ...text('object_key', 'bucket', 'kind', 'role', 'file_id', 'file_name', 'collectivity_id'),
      ...text('consultation_id', 'lot', 'offer_id', 'bidder'),
      { name: 'size_bytes', type: 'number' },
      ...text('checksum'),
      ...time('deposited_at'),
      ...boolean('current', 'winning'),
      ...text('not_expected'),
    ],
  },
]
