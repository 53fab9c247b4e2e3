import { type Document, type Scalar, visit } from 'yaml'

/** A variable that the file names and the environment does not have. */
export type MissingVariable = { variable: string; node: Scalar }

/**
 * Replaces `${NAME}` in every text of a YAML document by the environment's value, in place. Secrets come
 * in this way only, so that they are never in the file. Keys stay as they are: messages name them.
 *
 * @returns the variables that the environment lacks
 */
export function substituteEnvironment(document: Document, environment: NodeJS.ProcessEnv): MissingVariable[] {
  const missing: MissingVariable[] = []
  visit(document, {
    Scalar(place, node) {
      if (typeof node.value !== 'string' || place === 'key') return
      node.value = node.value.replace(/\$\{(\w+)\}/g, (_, variable: string) => {
        const value = environment[variable]
        if (value === undefined || value === '') missing.push({ variable, node })
        return value ?? ''
      })
    },
  })
  return missing
}
