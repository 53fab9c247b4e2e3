import type { MappedSelect, Mapping } from './mapping.ts'

/**
 * `constat init` writes these words behind the `where false` of its drafts. Whoever writes a SELECT of their own
 * takes them away with it; whoever has nothing to give deletes the words and keeps a SELECT without rows.
 */
export const DRAFT_MARK = 'the draft of constat init'

/** @returns the SELECTs of a mapping that are still as `constat init` left them */
export function draftsOf(mapping: Mapping): MappedSelect[] {
  return mapping.selects.filter(({ sql }) => sql.includes(DRAFT_MARK))
}
