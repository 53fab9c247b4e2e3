import { lexer, type Token, type Tokens } from 'marked'
import type { SubjectId } from '../statement.ts'
import { FIELDS, isField, isTableField, TABLE_FIELDS } from './field.ts'
import type { Part, TemplateBlock } from './template.ts'

export type Mistake = { line: number; text: string }

const FIELD = /\{\{(.*?)\}\}/s

/**
 * Reads a template: Markdown with headings, paragraphs, lists, tables of two columns, bold, and fields. Whatever else
 * it holds is a mistake, so that nothing of it is ever set otherwise than it reads.
 *
 * @param types the certificates that it is for
 */
export function parseTemplate(
  text: string,
  types: readonly SubjectId['type'][],
): { blocks: TemplateBlock[]; mistakes: Mistake[] } {
  const mistakes: Mistake[] = []
  const blocks: TemplateBlock[] = []
  let line = 1
  for (const token of lexer(text)) {
    const complain = (what: string) => mistakes.push({ line: line + leadingLines(token.raw), text: what })
    const block = toBlock(token, new Reader(types, complain))
    if (block !== undefined) blocks.push(block)
    line += token.raw.split('\n').length - 1
  }
  return { blocks, mistakes }
}

function toBlock(token: Token, reader: Reader): TemplateBlock | undefined {
  switch (token.type) {
    case 'space':
    case 'def':
      return undefined
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading
      if (depth > 3) reader.complain('headings have one, two or three #')
      return { type: 'heading', level: Math.min(depth, 3) as 1 | 2 | 3, parts: reader.parts(tokens) }
    }
    case 'paragraph': {
      const { text, tokens } = token as Tokens.Paragraph
      const alone = /^\{\{\s*(\w+)\s*\}\}$/.exec(text.trim())?.[1]
      if (alone !== undefined && isTableField(alone)) {
        reader.checkUse(alone, TABLE_FIELDS[alone].of)
        return { type: 'table-field', field: alone }
      }
      return { type: 'paragraph', parts: reader.parts(tokens ?? []) }
    }
    case 'list': {
      const { items } = token as Tokens.List
      return { type: 'list', items: items.map(({ tokens }) => reader.parts(tokens)) }
    }
    case 'table':
      return toFields(token as Tokens.Table, reader)
    default:
      reader.complain(`${token.type} is not known here: ${firstLine(token.raw)}`)
      return undefined
  }
}

function toFields({ header, rows }: Tokens.Table, reader: Reader): TemplateBlock {
  if (header.length !== 2 || header.some(({ text }) => text.trim() !== ''))
    reader.complain('a table has two columns and an empty header: | | |')
  return {
    type: 'fields',
    rows: rows.map(([label, value]) => ({
      label: reader.parts(label?.tokens ?? []),
      value: reader.parts(value?.tokens ?? []),
    })),
  }
}

/** Reads text, and complains of what does not belong there. */
class Reader {
  readonly #types: readonly SubjectId['type'][]
  readonly complain: (what: string) => void

  constructor(types: readonly SubjectId['type'][], complain: (what: string) => void) {
    this.#types = types
    this.complain = complain
  }

  parts(tokens: readonly Token[], strong = false): Part[] {
    return tokens.flatMap((token) => {
      switch (token.type) {
        case 'text':
          return 'tokens' in token && token.tokens !== undefined
            ? this.parts(token.tokens, strong)
            : this.#fields((token as Tokens.Text).text, strong)
        case 'escape':
          return [{ text: (token as Tokens.Escape).text, strong }]
        case 'strong':
          return this.parts((token as Tokens.Strong).tokens, true)
        case 'link':
          return [{ text: (token as Tokens.Link).text, strong }]
        case 'br':
          return [{ text: ' ', strong }]
        default:
          this.complain(`${token.type} is not known here: ${firstLine(token.raw)}`)
          return []
      }
    })
  }

  #fields(text: string, strong: boolean): Part[] {
    const found = FIELD.exec(text)
    if (found === null) {
      if (text.includes('{{') || text.includes('}}'))
        this.complain(`{{ and }} stand around one field: ${text}`)
      return text === '' ? [] : [{ text, strong }]
    }
    const before = text.slice(0, found.index)
    const after = text.slice(found.index + found[0].length)
    return [
      ...(before === '' ? [] : [{ text: before, strong }]),
      ...this.#field((found[1] ?? '').trim(), strong),
      ...this.#fields(after, strong),
    ]
  }

  #field(name: string, strong: boolean): Part[] {
    if (isField(name)) {
      this.checkUse(name, FIELDS[name].of)
      return [{ field: name, strong }]
    }
    this.complain(
      isTableField(name)
        ? `{{${name}}} is a table: it stands alone in its paragraph`
        : `unknown field {{${name}}}; known are ${this.#known().join(', ')}`,
    )
    return []
  }

  checkUse(name: string, of: readonly SubjectId['type'][]): void {
    const without = this.#types.filter((type) => !of.includes(type))
    if (without.length > 0)
      this.complain(`{{${name}}} has no value in a certificate for a ${without.join(', a ')}`)
  }

  #known(): string[] {
    return Object.entries({ ...FIELDS, ...TABLE_FIELDS })
      .filter(([, { of }]) => this.#types.every((type) => (of as readonly string[]).includes(type)))
      .map(([name]) => name)
  }
}

function firstLine(raw: string): string {
  return raw.trim().split('\n')[0] ?? ''
}

function leadingLines(raw: string): number {
  return /^\n*/.exec(raw)?.[0].length ?? 0
}
