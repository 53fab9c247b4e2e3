/** A row of expected-objects.sql that promises one sound content object, its own file, to collectivity A. */
export function promiseOf(object_key: string, kind = 'offer') {
  return {
    object_key,
    file_id: object_key,
    kind,
    role: 'content',
    collectivity_id: 'A',
    size_bytes: '1',
    deposited_at: '2022-05-04',
  }
}
