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

function opened(file: string): Font {
  const path = import.meta.resolve(`@expo-google-fonts/source-sans-3/${file}`)
  const font = create(readFileSync(new URL(path)))
  if (!('layout' in font)) throw new Error(`${file} is a collection of fonts`)
  return font
}
