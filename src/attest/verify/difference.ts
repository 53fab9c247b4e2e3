/**
 * Where two values of JSON differ, for people: the path of each place and both values. Elements of a list are named by
 * what identifies them where they have it.
 */
export function differencesOf(certificate: unknown, run: unknown, path = ''): string[] {
  if (Object.is(certificate, run)) return []
  if (Array.isArray(certificate) && Array.isArray(run)) {
    if (certificate.length !== run.length)
      return [`${path}: ${certificate.length} in the certificate, ${run.length} in the run`]
    return certificate.flatMap((value, i) => differencesOf(value, run[i], `${path}[${nameOf(run[i]) ?? i}]`))
  }
  if (isRecord(certificate) && isRecord(run)) {
    const names = [...new Set([...Object.keys(certificate), ...Object.keys(run)])]
    return names.flatMap((name) =>
      differencesOf(certificate[name], run[name], path === '' ? name : `${path}.${name}`),
    )
  }
  return [`${path}: ${JSON.stringify(certificate)} in the certificate, ${JSON.stringify(run)} in the run`]
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(element: unknown): string | undefined {
  if (!isRecord(element)) return undefined
  const name = element['kind'] ?? element['consultation_id'] ?? element['name']
  return typeof name === 'string' ? name : undefined
}
