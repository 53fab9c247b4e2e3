import { DatabaseError } from 'pg'
import { messageOf } from '../vocabulary/failure.ts'

/**
 * @returns what the database complains of, with its SQLSTATE where values are left out: of an error that a row may have
 *   caused, whatever is quoted is a value, and a function of the database may say anything of it
 */
export function describeDatabaseError(error: unknown): string {
  const message = messageOf(error)
  if (!(error instanceof DatabaseError) || error.code === undefined || tellsOfNoRow(error.code))
    return message
  if (error.code.startsWith('P')) return `a function of the database raised an error (${error.code})`
  return `${message.replace(/".*"/, '"…"')} (${error.code})`
}

/**
 * Classes of errors about the session, the role, the statement's text or the server:
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const OF_NO_ROW = ['08', '0A', '25', '28', '3D', '3F', '40', '42', '53', '54', '55', '57', '58', 'XX']

function tellsOfNoRow(code: string): boolean {
  return OF_NO_ROW.includes(code.slice(0, 2))
}
