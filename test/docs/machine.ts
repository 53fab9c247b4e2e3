import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/**
 * A machine to try a page for administrators on, without being one: the folders that the page names lie in one of the
 * test's own, and programs that change the machine itself are only noted.
 */
export class Machine {
  readonly root = mkdtempSync(join(tmpdir(), 'constat-operations-'))
  readonly #calls = join(this.root, 'calls')
  readonly #environment: Record<string, string>

  /** @param environment what constat is given @param noted programs of which only the call is noted */
  constructor(environment: Record<string, string>, noted: readonly string[]) {
    this.#environment = environment
    for (const folder of ['usr/local/bin', 'etc/systemd/system', 'var/lib'])
      mkdirSync(join(this.root, folder), { recursive: true })
    this.program('constat', `exec '${process.execPath}' '${resolve('jobs/constat.ts')}' "$@"`)
    for (const name of noted) this.program(name, `echo "${name} $*" >> '${this.#calls}'`)
    writeFileSync(this.#calls, '')
  }

  /** @returns the text with the paths of this machine */
  here(text: string): string {
    return text.replaceAll(/(?<![\w/])\/(?=(?:usr\/local|etc|var\/lib)\/)/g, `${this.root}/`)
  }

  /** Puts a program on the path, of this shell script. */
  program(name: string, script: string): void {
    const path = join(this.root, 'usr/local/bin', name)
    writeFileSync(path, script.startsWith('#!') ? script : `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }

  /** Sets what `date +%F` says. */
  today(day: string): void {
    this.program('date', `[ "$*" = +%F ] && echo ${day}`)
  }

  run(script: string): { code: number | null; stdout: string; stderr: string } {
    const PATH = `${join(this.root, 'usr/local/bin')}:/usr/bin:/bin`
    const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', this.here(script)], {
      cwd: this.root,
      env: { PATH, TMPDIR: tmpdir(), ...this.#environment },
      encoding: 'utf8',
    })
    return { code: status, stdout, stderr }
  }

  /** @returns the calls that were noted since it was last asked */
  takeCalls(): string[] {
    const calls = readFileSync(this.#calls, 'utf8').split('\n').filter(Boolean)
    writeFileSync(this.#calls, '')
    return calls
  }
}
