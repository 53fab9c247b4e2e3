import { textDecoder } from '@duckdb/node-api/lib/vectors/dataAccessors.js'

/**
 * DuckDB's reader of texts takes a byte order mark (U+FEFF) off their beginning, and a key that begins with one would
 * then be asked for under another name. It has no setting for that, so its decoder is told to leave texts whole.
 */
const whole = new TextDecoder('utf-8', { ignoreBOM: true })

textDecoder.decode = (bytes: Uint8Array) => whole.decode(bytes)
