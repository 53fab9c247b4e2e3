import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'

/**
 * Does work that reads and writes below a folder, and tells what the disk refuses from a defect of constat.
 *
 * @throws Failure (2) when there was no room to write, or the run store is not whole; else what the work throws. What was
 *   kept before stays whole: each save is one transaction, and a report has its name only once it is written to its end.
 */
export async function explainingDisk<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (cause) {
    const said = messageOf(cause)
    const [what, advice] = NO_ROOM.test(said) ? FULL : CUT_SHORT.test(said) ? DAMAGED : []
    if (cause instanceof Failure || what === undefined || advice === undefined) throw cause
    throw new Failure(EXIT.usage, `${what} ${folder}: ${said}`, advice, { cause })
  }
}

/** As Node, the C library and the engine of the run store say it: full, over a quota or a limit, or read-only now. */
const NO_ROOM =
  /ENOSPC|no space left|EDQUOT|quota exceeded|EFBIG|file too large|EROFS|read-only file system|max_temp_directory_size/i
const FULL = [
  'there is no room left to write below',
  'make room there; then reconcile --resume goes on with what was kept, and report writes the reports of a finished run again',
]

/** The engine looks at a part of the file only when it needs it. */
const CUT_SHORT = /could not read enough bytes|corrupt (database )?file/i
const DAMAGED = [
  'a run store is cut short or damaged, below',
  'put a whole copy of it in its place, or start a new run with --run',
]
