/** What a reader of JSON has to do with: its signs and words, numbers that no size is, half a pair, a NUL. */
export const JSON_SYNTAX: readonly string[] = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  'null',
  'true',
  '-1',
  '1e999',
  '\\ud800',
  '\\u0000',
]
