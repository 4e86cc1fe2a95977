const wildcards = new Set(['*/*', ''])

/**
 * Whether a client that sends this `Accept` header takes this media type (RFC 9110 §12.5.1).
 * Without the header it takes everything; `q=0` refuses, a weight that is no number says nothing.
 */
export function accepts(header: string | undefined, contentType: string): boolean {
  if (header === undefined || wildcards.has(header) || header === contentType) return true
  const [essence = ''] = contentType.split(';', 1)
  const [type = ''] = essence.split('/', 1)
  let best = -1
  let accepted = false
  for (const range of header.split(',')) {
    const [media = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const specificity = media === essence ? 2 : media === `${type}/*` ? 1 : media === '*/*' ? 0 : -1
    if (specificity < 0 || specificity < best) continue
    const weight = parameters.find((parameter) => parameter.startsWith('q='))
    best = specificity
    accepted = weight === undefined || !(Number(weight.slice(2)) <= 0)
  }
  return accepted
}
