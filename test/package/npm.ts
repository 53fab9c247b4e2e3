import { spawnSync } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export type NpmOutcome = { status: number | null; stdout: string; stderr: string }

/**
 * Runs npm or npx, which are scripts: with the Node that is told, and none that the PATH may have.
 *
 * @param node path of the Node that runs it, and that it tells its children of
 */
export function runNpm(
  program: 'npm' | 'npx',
  args: readonly string[],
  { node, ...options }: { node: string; cwd: string; env: NodeJS.ProcessEnv },
): NpmOutcome {
  const { status, stdout, stderr } = spawnSync(node, [npmScript(program), ...args], {
    ...options,
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

/** @returns the path of npm's or npx's script, to be run by a Node */
export function npmScript(program: 'npm' | 'npx'): string {
  return join(npmFolder(), `${program}-cli.js`)
}

/** The folder of npm's scripts: of the npm that runs the tests, or else of the first on the PATH. */
function npmFolder(): string {
  const running = process.env['npm_execpath']
  if (running !== undefined) return dirname(running)
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const npm = folders.map((folder) => join(folder, 'npm')).find((path) => existsSync(path))
  if (npm === undefined) throw new Error('no npm on the PATH: the tests of the package need it')
  return dirname(realpathSync(npm))
}
