import type { Column, Label } from '../src/render/column.ts'

/** Whom a report is made for. */
export type Reader = 'analyst' | 'support' | 'manager' | 'owner of the data'

/** A report made of rows: what it is called, whom it is for, its final SELECT and its columns. */
export type TableReport = {
  /** Also the name of its files, without their ending. */
  name: string
  readers: readonly Reader[]
  /** What it tells them, in one or two sentences of English. */
  says: string
  /** The `.sql` file whose rows it shows, in its order; one SELECT over the tables of the run store. */
  rows: URL
  columns: readonly Column[]
  /** Written as Parquet too, for analysts. */
  parquet?: boolean
  /** Written as a workbook too, for people: the name of its sheet, and the reports on its further sheets. */
  xlsx?: { sheet: Label; further?: { sheet: Label; report: TableReport }[] }
}
