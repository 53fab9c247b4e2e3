import { readFileSync } from 'node:fs'
import type { Locale } from '../../src/render/column.ts'
import { EXIT } from '../../src/vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../src/vocabulary/failure.ts'

/** What a template may ask for, as `{{name}}`. */
export const BLANKS = [
  'incident',
  'issuer',
  'as_of',
  'collectivity',
  'contact',
  'consultations',
  'file_list',
  'files_damaged',
  'files_lost',
  'files_recoverable',
  'files_recovery_unknown',
] as const
export type Blank = (typeof BLANKS)[number]

/** A message with blanks; its subject has no line break. */
export type Template = { subject: string; body: string }

const SUBJECT = /^(?:Objet|Subject)\s*:\s*(\S.*)$/

/** @returns the template that comes with constat */
export function builtInTemplate(locale: Locale): Template {
  return parseTemplate(readFileSync(new URL(`./message.${locale}.txt`, import.meta.url), 'utf8'), 'template')
}

/**
 * Reads a template that somebody edited.
 *
 * @throws Failure (2) when it cannot be read, has no subject or asks for what nobody knows
 */
export function readTemplate(path: string): string {
  try {
    const text = readFileSync(path, 'utf8')
    parseTemplate(text, path)
    return text
  } catch (cause) {
    if (cause instanceof Failure) throw cause
    throw new Failure(
      EXIT.usage,
      `cannot read the template ${path}: ${messageOf(cause)}`,
      'set messages.template to a file, or leave it out',
      { cause },
    )
  }
}

/** @throws Failure (2) as `readTemplate` */
export function parseTemplate(text: string, path: string): Template {
  const [first = '', ...rest] = text.replace(/^\ufeff/, '').split(/\r?\n/)
  const [, subject] = SUBJECT.exec(first.trim()) ?? []
  const unknown = [...text.matchAll(/\{\{(.*?)\}\}/g)]
    .map(([, name = '']) => name.trim())
    .filter((name) => !(BLANKS as readonly string[]).includes(name))
  const problems = [
    ...(subject === undefined ? ['its first line is not "Objet : …" or "Subject: …"'] : []),
    ...new Set(unknown.map((name) => `{{${name}}} is nothing that can be filled in`)),
  ]
  if (subject === undefined || problems.length > 0)
    throw new Failure(
      EXIT.usage,
      `the template ${path} cannot be used: ${problems.join('; ')}`,
      `what can be filled in: ${BLANKS.join(', ')}`,
    )
  return { subject, body: rest.join('\n').replace(/^\n+/, '') }
}

/** Fills in the blanks; what is filled in is not looked at again. */
export function fillIn(text: string, values: Record<Blank, string>): string {
  return text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, name: Blank) => values[name])
}
