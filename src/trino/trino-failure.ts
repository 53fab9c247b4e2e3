import { certificateAdvice } from '../vocabulary/certificate.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'
import type { TrinoError } from './statement-result.ts'

/** What ends a statement, in words that hold neither a credential nor a value of a row. Cause: an Error or a text. */
export function unreachable(url: URL, cause: unknown): Failure {
  return new Failure(
    EXIT.noSource,
    `Trino at ${url.origin} did not answer: ${messageOf(cause)}`,
    certificateAdvice(cause) ?? 'check trino.url and that the coordinator runs and accepts this machine',
    { cause },
  )
}

export function refused(url: URL, status: number): Failure {
  return new Failure(
    EXIT.noSource,
    `Trino at ${url.origin} refuses the user, its password or its token (${status})`,
    'check trino.user, and trino.password or trino.token: a token may have expired, and some clusters take only one of them',
  )
}

/** @param where told without its path: it holds what stands for the statement */
export function elsewhere(url: URL, where: string): Failure {
  const origin = URL.canParse(where, url.href) ? new URL(where, url).origin : 'elsewhere'
  return new Failure(
    EXIT.usage,
    `Trino at ${url.origin} sends us on to ${origin}`,
    'set trino.url to the address by which the coordinator knows itself; behind a proxy it needs http-server.process-forwarded=true',
  )
}

export function forgotten(status: number): Failure {
  return new Failure(
    EXIT.noSource,
    `Trino does not know the statement any more (${status}): its coordinator was restarted, or waited for us too long`,
    'run it again when Trino is up; --resume goes on',
  )
}

export function strangeAnswer(status: number): Failure {
  return new Failure(
    EXIT.noSource,
    `what answers at trino.url does not speak Trino's protocol (status ${status})`,
    'set trino.url to the coordinator itself, without a path: https://trino.example.org:8443',
  )
}

/** The cluster lost a part of itself, and a statement with it: https://trino.io/docs/current/ (StandardErrorCode). */
const WORKER_LOST = [
  'PAGE_TRANSPORT_ERROR',
  'PAGE_TRANSPORT_TIMEOUT',
  'REMOTE_TASK_ERROR',
  'REMOTE_TASK_FAILED',
  'REMOTE_TASK_MISMATCH',
  'REMOTE_HOST_GONE',
  'TOO_MANY_REQUESTS_FAILED',
  'NO_NODES_AVAILABLE',
  'ABANDONED_TASK',
  'SERVER_SHUTTING_DOWN',
  'SERVER_STARTING_UP',
]
/** Of the type of a user's mistake to Trino; to us somebody or something ended the statement. */
const ENDED = ['USER_CANCELED', 'ABANDONED_QUERY', 'ADMINISTRATIVELY_KILLED', 'ADMINISTRATIVELY_PREEMPTED']
/** Their message is about names and the statement's text. */
const OF_NO_ROW =
  /^(SYNTAX_ERROR|PERMISSION_DENIED|NOT_SUPPORTED|TYPE_MISMATCH|INVALID_SESSION_PROPERTY)$|_NOT_FOUND$/
/** Their message may be about a row, and quotes it in many ways. */
const OF_A_ROW =
  /^(INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|NUMERIC_VALUE_OUT_OF_RANGE|GENERIC_USER_ERROR)$/

/** @param id of the statement, by which Trino's operator finds it */
export function queryFailure(id: string, error: TrinoError): Failure {
  const { errorName, errorType } = error
  const told = `${errorName}${said(error)}, query ${id}`
  if (WORKER_LOST.includes(errorName))
    return new Failure(
      EXIT.noSource,
      `Trino lost a worker while it ran a statement: ${told}`,
      'run it again when its workers are back; --resume goes on',
    )
  if (errorType === 'USER_ERROR' && !ENDED.includes(errorName))
    return new Failure(
      EXIT.usage,
      `Trino refuses a statement: ${told}`,
      'check the catalogs and schemas of trino in the configuration, what its user may read, and the mapping',
    )
  return new Failure(EXIT.noSource, `a statement failed on Trino: ${told}`, ADVICE[errorType] ?? AGAIN)
}

const AGAIN = 'its operator finds the reason by the query; --resume runs it again'
const ADVICE: Record<string, string> = {
  INSUFFICIENT_RESOURCES:
    'give its workers more memory, or let it spill (session property spill_enabled); --resume runs it again',
  EXTERNAL:
    'what Trino reads from (the database, the object storage) did not answer it; --resume runs it again',
}

function said({ errorName, message }: TrinoError): string {
  const line = messageOf(message)
  if (OF_NO_ROW.test(errorName)) return ` (${line})`
  return OF_A_ROW.test(errorName) ? '' : ` (${line.replace(/(["']).*\1/, '$1…$1')})`
}
