import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A fenced block of a page: what its first line says after the fence, and its text. */
export type Block = { language: string; name: string; text: string }

const FENCED = /^```(\w+)(?: ([^\n]+))?\n([\s\S]*?)^```$/gm

export const pagePath = (name: string) => join(import.meta.dirname, '../../docs', name)
export const readPage = (name: string) => readFileSync(pagePath(name), 'utf8')

/** @returns the fenced blocks of a page, in order: of one language when it is told */
export function blocksOf(page: string, language?: string): Block[] {
  return [...page.matchAll(FENCED)]
    .map(([, language = '', name = '', text = '']) => ({ language, name, text }))
    .filter((block) => language === undefined || block.language === language)
}

/** @returns the only block of that name */
export function blockOf(page: string, name: string): Block {
  const [block, ...more] = blocksOf(page).filter((it) => it.name === name)
  if (block === undefined || more.length > 0)
    throw new Error(`expected one block \`${name}\`, found ${more.length + (block ? 1 : 0)}`)
  return block
}

/** @returns the page with another text in the block of that name: what it ought to say */
export function withBlock(page: string, name: string, text: string): string {
  blockOf(page, name)
  return page.replace(FENCED, (whole, language: string, found: string | undefined) =>
    found === name ? `\`\`\`${language} ${name}\n${text.trimEnd()}\n\`\`\`` : whole,
  )
}
