/**
 * Names and keys come from a database and a bucket, and may hold escape sequences that move the cursor, rewrite
 * the screen or turn the direction of writing. Whatever goes to a terminal passes through here.
 *
 * Control characters and those that change the direction of writing become `\uXXXX`. JSON reads these back as
 * what they were, so a line of JSON may pass too.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, escaped)
}

/** Writes lines that may be laid out with newlines of our own; all other control characters are made visible. */
export function print(stream: NodeJS.WritableStream, text: string): void {
  stream.write(`${text.split('\n').map(printable).join('\n')}\n`)
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
