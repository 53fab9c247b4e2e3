/**
 * Of an error that says that the other end's certificate does not verify (https://nodejs.org/api/tls.html).
 *
 * @returns what the reader can do about it; undefined for any other error
 */
export function certificateAdvice(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (!/CERT|UNABLE_TO_VERIFY/.test(code)) return undefined
  return 'its certificate does not verify: have it renewed or check the host name; the authority of a private one can be named in NODE_EXTRA_CA_CERTS'
}
