import type { SubjectId } from '../statement.ts'
import type { FieldName, TableFieldName } from './field.ts'

/** A stretch of a template's text, in one weight: words, or a field. */
export type Part = { strong: boolean } & ({ text: string } | { field: FieldName })

export type TemplateBlock =
  | { type: 'heading'; level: 1 | 2 | 3; parts: Part[] }
  | { type: 'paragraph'; parts: Part[] }
  | { type: 'list'; items: Part[][] }
  | { type: 'fields'; rows: { label: Part[]; value: Part[] }[] }
  | { type: 'table-field'; field: TableFieldName }

/** The texts of certificates, as the operator wrote them. */
export type Template = {
  letterhead: TemplateBlock[]
  bodies: Record<SubjectId['type'], TemplateBlock[]>
  /** SHA-256 of its files, in hexadecimal. */
  digest: string
}

/** @returns the tables that certificates for such a subject show, in their order */
export function tablesIn({ letterhead, bodies }: Template, type: SubjectId['type']): TableFieldName[] {
  return [...letterhead, ...bodies[type]].flatMap((block) =>
    block.type === 'table-field' ? [block.field] : [],
  )
}
