import type { CatalogueTable } from '../marketplace/catalogue.ts'

/** @returns a name from outside on one line: it may hold what would end a comment or steer a terminal */
export function onOneLine(name: string): string {
  return name.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '?')
}

/** @returns `schema.table`, quoted where SQL asks for it */
export function tableName({ schema, name }: CatalogueTable): string {
  return `${identifier(schema)}.${identifier(name)}`
}

export function identifier(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${onOneLine(name).replaceAll('"', '""')}"`
}
