import accessors from '@duckdb/node-api/lib/vectors/dataAccessors.js'

/**
 * The engine's driver reads texts with a TextDecoder that drops a byte order mark at their beginning. A key may begin
 * with one, and without it is another key: so the driver is given a decoder that keeps it.
 */
Object.assign(accessors, { textDecoder: new TextDecoder('utf-8', { ignoreBOM: true }) })
