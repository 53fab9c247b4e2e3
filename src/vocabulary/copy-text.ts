/**
 * How rows travel from the marketplace to the run store: as lines of PostgreSQL's COPY in text format, with tabs between
 * the values. Backspace, tab, newline, vertical tab, form feed, return and backslash within a value are written with a
 * backslash, so a line is a row and a tab is a border whatever the values hold.
 * https://www.postgresql.org/docs/current/sql-copy.html
 */

/** Stands for null. A bare backspace is no value's, and unlike PostgreSQL's own `\N` it needs no backslash. */
export const NULL_MARK = '\b'
