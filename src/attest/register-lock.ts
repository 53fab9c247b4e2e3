import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'
import { REGISTER } from './register.ts'

/** Held while certificates are issued, so that two of them never get one number. */
export type RegisterLock = Disposable

type Holder = { pid: number; host: string }

/**
 * Takes the register for this process. A lock that a crash left behind is taken over when its process is known to be
 * gone, one takeover at a time: whoever comes second finds the first one's lock.
 *
 * @throws Failure (2) when another process holds it, or may
 */
export function lockRegister(outputFolder: string): RegisterLock {
  const path = join(outputFolder, `${REGISTER}.lock`)
  if (!create(path)) {
    const takeover = `${path}.takeover`
    if (!create(takeover)) throw held(path, takeover)
    try {
      if (!isGone(holderOf(path))) throw held(path, path)
      rmSync(path, { force: true })
      if (!create(path)) throw held(path, path)
    } finally {
      rmSync(takeover, { force: true })
    }
  }
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) }
}

/** @returns whether the file was made, which only one process can */
function create(path: string): boolean {
  let descriptor: number
  try {
    descriptor = openSync(path, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw new Failure(
      EXIT.usage,
      `cannot write the register of certificates: ${(error as Error).message}`,
      'set output.folder to a folder that can be written',
      { cause: error },
    )
  }
  try {
    writeSync(descriptor, JSON.stringify({ pid: process.pid, host: hostname() } satisfies Holder))
  } finally {
    closeSync(descriptor)
  }
  return true
}

function holderOf(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Holder
  } catch {
    return undefined
  }
}

/** Only of a process of this machine can be known that it is gone. */
function isGone(holder: Holder | undefined): boolean {
  if (holder?.host !== hostname()) return false
  try {
    process.kill(holder.pid, 0)
    return false
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH'
  }
}

function held(path: string, remove: string): Failure {
  const holder = holderOf(path)
  const who = holder === undefined ? 'another process' : `process ${holder.pid} on ${holder.host}`
  return new Failure(
    EXIT.usage,
    `${who} is issuing certificates (${path})`,
    `wait for it; if no attest is running, delete ${remove}`,
  )
}
