/**
 * Cuts the name of a table or column into words, whatever its writing: `dateDepot`, `DATE_DEPOT` and `date-dépôt`
 * all give `date`, `depot`.
 */
export function wordsOf(name: string): string[] {
  return name
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
}

/** Of shorter words only the whole counts: `at` is no beginning of `attachment`. */
const LETTERS_OF_A_BEGINNING = 4

/**
 * @param phrases each some words that must all come; longer ones may be the beginning of a word of the name
 * @returns how well the best phrase fits: 2 when it is the whole name, 1 when the name has it, else 0
 */
export function fits(name: string, phrases: readonly string[]): 0 | 1 | 2 {
  const words = wordsOf(name)
  const whole = words.join(' ')
  if (phrases.includes(whole)) return 2
  const has = (part: string) =>
    words.some((word) => word === part || (part.length >= LETTERS_OF_A_BEGINNING && word.startsWith(part)))
  return phrases.some((phrase) => phrase.split(' ').every(has)) ? 1 : 0
}
