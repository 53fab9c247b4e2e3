import { readFileSync } from 'node:fs'
import { create, type Font } from 'fontkit'

/**
 * The fonts of documents, read once: Source Sans 3 (SIL Open Font License 1.1), with Latin, Greek and Cyrillic. They
 * are embedded as far as a document uses them.
 */
export const FONTS = {
  regular: opened('400Regular/SourceSans3_400Regular.ttf'),
  strong: opened('600SemiBold/SourceSans3_600SemiBold.ttf'),
} as const

export type Weight = keyof typeof FONTS
type Run = ReturnType<Font['layout']>

/** How many words are remembered of each font: those of all templates, and a good deal of names. */
const MOST_WORDS = 20_000

function opened(file: string): Font {
  const path = import.meta.resolve(`@expo-google-fonts/source-sans-3/${file}`)
  const font = create(readFileSync(new URL(path)))
  if (!('layout' in font)) throw new Error(`${file} is a collection of fonts`)
  return rememberingWords(font)
}

/**
 * Shaping a word costs far more than setting it, and the certificates of a run have most words in common. pdfkit
 * scales the positions that it is given in place, so it gets its own.
 */
function rememberingWords(font: Font): Font {
  const words = new Map<string, Run>()
  const shape = font.layout.bind(font)
  font.layout = (text, ...rest) => {
    if (rest.some((it) => it !== undefined)) return shape(text, ...rest)
    const run = words.get(text) ?? shape(text)
    if (words.size >= MOST_WORDS) words.clear()
    words.set(text, run)
    return Object.create(run, {
      positions: { value: run.positions.map((position) => ({ ...position })) },
    }) as Run
  }
  return font
}
