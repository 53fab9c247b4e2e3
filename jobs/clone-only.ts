import { EXIT } from '../src/vocabulary/exit-code.ts'
import { Failure } from '../src/vocabulary/failure.ts'

/**
 * Loads a job that rests on the fixtures. They and the development packages are in a clone, never in the package.
 *
 * @param job its name on the command line
 * @param load imports its module
 * @throws Failure (2) when the module, or one that it needs, is not there
 */
export async function cloneOnly<Module>(job: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load()
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND')) throw cause
    throw new Failure(
      EXIT.usage,
      `${job} runs in a clone of the repository only: what it is made of is not in the package`,
      `in a clone: npm ci, then npm run ${job}`,
      { cause },
    )
  }
}
