import type { RunStore, Writer } from '../store/run-store.ts'
import { KEY_RULES, type KeyRule, PERHAPS_WRITTEN_OTHERWISE } from './rules.ts'

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
    for (const side of SIDES) await writeForms(store, writer, side)
  })
}

/** The same for the keys that the database took up since the snapshot. */
export async function writeLaterKeyForms(store: RunStore): Promise<void> {
  await store.transaction(async (writer) => {
    await writer.run(`delete from key_form where side = 'later'`)
    await writeForms(store, writer, { side: 'later', keys: 'select bucket, object_key from later_key' })
  })
}

async function writeForms(
  store: RunStore,
  writer: Writer,
  { side, keys }: { side: string; keys: string },
): Promise<void> {
  const changeable = `select * from (${keys}) where regexp_matches(object_key, $pattern)`
  for await (const batch of store.stream<Key>(changeable, { pattern: PERHAPS_WRITTEN_OTHERWISE })) {
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

function differentForms(key: Key): (Key & { rule: KeyRule['name']; form: string })[] {
  return KEY_RULES.flatMap((rule) => {
    const form = rule.form(key.object_key)
    return form === key.object_key ? [] : [{ ...key, rule: rule.name, form }]
  })
}
