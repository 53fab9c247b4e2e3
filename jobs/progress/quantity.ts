import type { Count } from './work.ts'

/** `1,234 of ≈2,000`, or `1,234` when the total is not known. */
export function counted({ done, total, estimated }: Count): string {
  return total === undefined ? amount(done) : `${amount(done)} of ${estimated ? '≈' : ''}${amount(total)}`
}

/** `47 %`, never rounded up to the whole; an estimate never reaches it. Undefined without a total. */
export function percentage({ done, total, estimated }: Count): string | undefined {
  if (total === undefined) return undefined
  return `${Math.min(Math.floor((done / total) * 100), estimated ? 99 : 100)} %`
}

/** `86,012/s`; slow ones with a decimal. */
export function perSecond(rate: number): string {
  return `${rate.toLocaleString('en', { maximumFractionDigits: rate < 10 ? 1 : 0 })}/s`
}

/** `25 s`, `3 min 05 s`, `2 h 05 min`, `3 d 04 h`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds)
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  if (s < 60) return `${s} s`
  if (s < 3600) return `${Math.floor(s / 60)} min ${two(s % 60)} s`
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${two((s % 3600) / 60)} min`
  return `${amount(Math.floor(s / 86_400))} d ${two((s % 86_400) / 3600)} h`
}

export function amount(value: number): string {
  return value.toLocaleString('en')
}
