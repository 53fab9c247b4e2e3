import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type NpmOutcome, runNpm } from './npm.ts'

/** What reaches the registry from this machine: proxies, certificates, npm's cache and its user's settings. */
const KEPT =
  /^(home|lang|(https?|no)_proxy|node_extra_ca_certs|ssl_cert_(file|dir)|npm_config_(cache|cafile|https?_proxy|no_?proxy|proxy|registry|userconfig))$/i

/**
 * A machine that has Node and npm, and nothing of the clone: as far as one process can tell. npm puts the clone's
 * programs on the PATH of the tests and its settings in their environment; here the PATH is one folder, with Node.
 */
export class Elsewhere {
  readonly #tools = mkdtempSync(join(tmpdir(), 'constat-elsewhere-'))
  readonly folder: string
  readonly #node = join(this.#tools, 'node')
  readonly environment: NodeJS.ProcessEnv = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => KEPT.test(name))),
    PATH: this.#tools,
    npm_config_script_shell: '/bin/sh', // by its path, since the PATH does not lead to it
    npm_config_update_notifier: 'false',
    // What `npm ci` brought into the cache is good enough, and nobody reads of audits and funds here.
    npm_config_prefer_offline: 'true',
    npm_config_audit: 'false',
    npm_config_fund: 'false',
  }

  /** @param folder where npm works: a project of its own, or npm would look for one in the folders above */
  constructor(folder: string) {
    this.folder = folder
    // A copy: a link would lead back into the clone, and npm derives its global folder from where Node lies.
    copyFileSync(process.execPath, this.#node)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n')
  }

  /** @param environment beside that of the machine: secrets of the test's servers */
  run(program: 'npm' | 'npx', args: readonly string[], environment: NodeJS.ProcessEnv = {}): NpmOutcome {
    const env = { ...this.environment, ...environment }
    return runNpm(program, args, { node: this.#node, cwd: this.folder, env })
  }

  /** Takes the folder away too: both hold programs of a hundred megabytes. */
  remove(): void {
    for (const folder of [this.#tools, this.folder]) rmSync(folder, { recursive: true, force: true })
  }
}
