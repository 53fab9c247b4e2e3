import type { KeyFit } from './fit-keys.ts'

/** @returns what the bucket said of a column's values, such as `17 of 20 sampled values are keys of the bucket` */
export function fitWords({ asked, found, rewritten, unclear }: KeyFit): string {
  const values = `${found} of ${asked} sampled values are keys of the bucket`
  const how = rewritten === undefined ? values : `${values} when written ${rewritten}`
  return unclear === 0 ? how : `${how}, of ${unclear} it did not tell`
}
