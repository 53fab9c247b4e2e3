import type { html } from 'hono/html'

/** A piece of HTML in which everything that came from data is escaped. */
export type Html = ReturnType<typeof html>
