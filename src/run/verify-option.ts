import { VERIFY_PATTERN, type VerifyMode, verifyMode } from '../config/schema.ts'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure } from '../vocabulary/failure.ts'

/**
 * Reads what `--verify` was given.
 *
 * @throws Failure (2) for what is no mode
 */
export function parseVerify(text: string): VerifyMode {
  if (VERIFY_PATTERN.test(text)) return verifyMode(text)
  throw new Failure(
    EXIT.usage,
    `--verify cannot be ${JSON.stringify(text)}`,
    'give none, stored, sample:N (N objects of each kind are read) or all',
  )
}
