import type { RunStore } from '../store/run-store.ts'
import { KEY_RULES, type KeyRule } from './rules.ts'

/** What is to be spelled: which side it stands on, and the SELECT of its keys (bucket, object_key). */
const SIDES = [
  { side: 'promised', keys: 'select bucket, object_key from unstored_key' },
  { side: 'stored', keys: 'select bucket, object_key from unnamed_object' },
] as const

type Key = { bucket: string; object_key: string }

/** Writes down what each key rule makes of the keys that did not match to the byte, into `key_form`. */
export async function writeKeyForms(store: RunStore): Promise<void> {
  await store.transaction(async (writer) => {
    await writer.run('delete from key_form')
    await writer.run('delete from key_rule')
    const rules = await writer.append('key_rule')
    rules.write([KEY_RULES.map((_, position) => position), KEY_RULES.map(({ name }) => name)])
    rules.close()
    for (const { side, keys } of SIDES) {
      for await (const batch of store.stream<Key>(keys)) {
        const forms = batch.flatMap((key) => differentForms(key))
        const rows = await writer.append('key_form')
        rows.write([
          forms.map(() => side),
          forms.map(({ bucket }) => bucket),
          forms.map(({ object_key }) => object_key),
          forms.map(({ rule }) => rule),
          forms.map(({ form }) => form),
        ])
        rows.close()
      }
    }
  })
}

function differentForms(key: Key): (Key & { rule: KeyRule['name']; form: string })[] {
  return KEY_RULES.flatMap((rule) => {
    const form = rule.form(key.object_key)
    return form === key.object_key ? [] : [{ ...key, rule: rule.name, form }]
  })
}

/**
 * Where a listing broke off, an object that is not found under its key may lie there under another spelling.
 * Writes those spellings into `uncovered_spelling`: they are asked for by name before the object is called missing.
 */
export async function writeUncoveredSpellings(store: RunStore): Promise<void> {
  await store.run('delete from uncovered_spelling')
  const { unfinished } = await store.row<{ unfinished: boolean }>(
    `select count(*) > 0 as unfinished from listing_range where state <> 'done'`,
  )
  if (!unfinished) return
  await store.transaction(async (writer) => {
    await writer.run(
      'create or replace temp table spelled (bucket varchar, object_key varchar, spelling varchar)',
    )
    const absent = `select distinct bucket, object_key from suspect_object where suspicion = 'not-found'`
    for await (const batch of store.stream<Key>(absent)) {
      const spelled = batch.flatMap((key) =>
        [...new Set(KEY_RULES.flatMap((rule) => rule.spellings(key.object_key)))]
          .filter((spelling) => spelling !== key.object_key)
          .map((spelling) => ({ ...key, spelling })),
      )
      const rows = await writer.append('spelled')
      rows.write([
        spelled.map(({ bucket }) => bucket),
        spelled.map(({ object_key }) => object_key),
        spelled.map(({ spelling }) => spelling),
      ])
      rows.close()
    }
    await writer.run(
      `insert into uncovered_spelling
       select bucket, object_key, spelling from spelled as s
       where not is_covered(bucket, spelling)
         and exists (
           select 1 from listing_range as r where r.bucket = s.bucket and starts_with(s.spelling, r.prefix)
         )`,
    )
    await writer.run('drop table spelled')
  })
}
