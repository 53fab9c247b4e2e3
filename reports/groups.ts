/**
 * Puts together the rows of a stream that follow each other and have the same key.
 *
 * @param batches rows in an order in which those of a key stand together
 */
export async function* groups<T>(
  batches: AsyncIterable<T[]>,
  keyOf: (row: T) => string,
): AsyncGenerator<[T, ...T[]]> {
  let group: T[] = []
  let key: string | undefined
  for await (const batch of batches)
    for (const row of batch) {
      const its = keyOf(row)
      if (its !== key && isFilled(group)) yield group
      if (its !== key) group = []
      key = its
      group.push(row)
    }
  if (isFilled(group)) yield group
}

function isFilled<T>(group: T[]): group is [T, ...T[]] {
  return group.length > 0
}
