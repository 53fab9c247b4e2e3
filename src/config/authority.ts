import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { EXIT } from '../vocabulary/exit-code.ts'
import { Failure, messageOf } from '../vocabulary/failure.ts'

/**
 * Reads the certificates of a private authority, that a server of the configuration is verified by.
 *
 * @param path of a PEM file
 * @returns its text
 * @throws Failure (2) when it cannot be read, or its first certificate is none
 */
export function readAuthority(path: string): string {
  try {
    const text = readFileSync(path, 'utf8')
    new X509Certificate(text)
    return text
  } catch (cause) {
    throw new Failure(
      EXIT.usage,
      `cannot read the certificates of an authority (ca) in ${path}: ${messageOf(cause)}`,
      'give the path of a PEM file that begins with a certificate',
      { cause },
    )
  }
}
