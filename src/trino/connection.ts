/** Where a Trino is, and as whom it is asked. */
export type TrinoConnection = {
  /** Of the coordinator: `https://trino.example.org:8443`. */
  url: string
  user: string
  /** The user's; only over https. */
  password?: string | undefined
  /** A JSON Web Token, instead of a password; only over https. */
  token?: string | undefined
  /** Path of the certificates (PEM) of a private authority that the coordinator is verified by. */
  ca?: string | undefined
  /** Session properties that every statement is run with: `query_max_run_time`, `catalog.name`. */
  session_properties?: Record<string, string> | undefined
  /** How long a coordinator that does not answer in the middle of a statement is asked again, in seconds; by default 60. */
  patience_seconds?: number | undefined
}
