import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { EXIT } from '../../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../../vocabulary/failure.ts'
import type { SubjectId } from '../statement.ts'
import { parseTemplate } from './parse.ts'
import type { Template, TemplateBlock } from './template.ts'

/** The texts that come with constat; operators copy the folder. */
const OWN = fileURLToPath(new URL('../../../templates/attestations/', import.meta.url))

/** The files of a template, and the certificates that each is for. */
const FILES = {
  letterhead: ['service', 'collectivity', 'consultation'],
  service: ['service'],
  collectivity: ['collectivity'],
  consultation: ['consultation'],
} as const satisfies Record<string, readonly SubjectId['type'][]>

/**
 * Reads the texts of certificates.
 *
 * @param folder the operator's; undefined: those of constat
 * @throws Failure (2) with every mistake of every file, by line
 */
export function readTemplate(folder: string = OWN): Template {
  const hash = createHash('sha256')
  const problems: string[] = []
  const read = (name: keyof typeof FILES): TemplateBlock[] => {
    const path = join(folder, `${name}.md`)
    const text = readText(path)
    hash.update(JSON.stringify([name, text]))
    const { blocks, mistakes } = parseTemplate(text, FILES[name])
    problems.push(...mistakes.map((mistake) => `${path}, line ${mistake.line}: ${mistake.text}`))
    if (blocks.length === 0 && name !== 'letterhead') problems.push(`${path}: it has no text`)
    return blocks
  }
  const letterhead = read('letterhead')
  const bodies = {
    service: read('service'),
    collectivity: read('collectivity'),
    consultation: read('consultation'),
  }
  for (const name of ['collectivity', 'consultation'] as const) {
    if (!bodies[name].some((block) => block.type === 'table-field' && block.field === 'figures'))
      problems.push(`${join(folder, `${name}.md`)}: it lacks {{figures}}, what the certificate is about`)
  }
  if (problems.length > 0) {
    throw new Failure(
      EXIT.usage,
      `the texts of the certificates have mistakes:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      'docs/certificates.md says what a template may hold',
    )
  }
  return { letterhead, bodies, digest: hash.digest('hex') }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\r\n', '\n')
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot read the certificates' text ${path}: ${messageOf(cause)}`,
      'certificates.templates names a folder with letterhead.md, service.md, collectivity.md and consultation.md',
      { cause },
    )
  }
}
