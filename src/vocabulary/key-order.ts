/**
 * The one place that orders object keys: by their UTF-8 bytes, as S3 lists them
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html, "in UTF-8 binary order").
 *
 * JavaScript's `<` compares UTF-16 code units. It agrees with UTF-8 order except that surrogates
 * (U+D800–U+DFFF, halves of characters above U+FFFF) come before U+E000–U+FFFF in UTF-16 and after
 * them in UTF-8. So we compare code units, and lift surrogates above everything else.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return utf8Rank(x) - utf8Rank(y)
  }
  return a.length - b.length
}

/**
 * The same order, faster, where at least one of the two keys is ASCII: units above U+007F come after ASCII in both
 * orders, and are not compared with each other.
 */
export function compareAsciiKeys(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** Moves U+D800–U+DFFF above U+E000–U+FFFF, which is where UTF-8 puts the characters that they encode. */
function utf8Rank(codeUnit: number): number {
  if (codeUnit < 0xd800) return codeUnit
  return codeUnit < 0xe000 ? codeUnit + 0x2000 : codeUnit - 0x800
}
