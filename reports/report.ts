import type { Column } from '../src/render/column.ts'

/** A report made of rows: what it is called, its final SELECT and its columns. */
export type TableReport = {
  /** Also the name of its files, without their ending. */
  name: string
  /** The `.sql` file whose rows it shows, in its order; one SELECT over the tables of the run store. */
  rows: URL
  columns: readonly Column[]
  /** Written as Parquet too, for analysts. */
  parquet?: boolean
}
