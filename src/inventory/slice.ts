import type { Pack } from '../storage/object-store.ts'
import type { Cell } from '../store/batch-writer.ts'
import type { Writer } from '../store/run-store.ts'

/** A row of `listed_slice`: some objects of a listed page. */
export type Slice = { rangeId: number; bucket: string; listedAt: Date; pack: Pack }

export function slicesOf(rangeId: number, bucket: string, packs: readonly Pack[], listedAt: Date): Slice[] {
  return packs.map((pack) => ({ rangeId, bucket, listedAt, pack }))
}

/** Adds slices to the run store, within a transaction. */
export async function appendSlices(writer: Writer, slices: readonly Slice[]): Promise<void> {
  if (slices.length === 0) return
  const rows = await writer.append('listed_slice')
  rows.write(columnsOf(slices))
  rows.close()
}

function columnsOf(slices: readonly Slice[]): Cell[][] {
  return [
    slices.map(({ rangeId }) => rangeId),
    slices.map(({ bucket }) => bucket),
    slices.map(({ listedAt }) => listedAt),
    slices.map(({ pack }) => pack.separator),
    slices.map(({ pack }) => pack.keys),
    slices.map(({ pack }) => pack.sizes),
    slices.map(({ pack }) => pack.lastModified),
    slices.map(({ pack }) => pack.timeUnit),
    slices.map(({ pack }) => pack.etags),
    slices.map(({ pack }) => pack.storageClass),
    slices.map(({ pack }) => pack.storageClasses),
  ]
}
