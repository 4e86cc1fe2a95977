/** A name that HTTP allows for a header or a cookie (RFC 9110 §5.6.2). */
export function isToken(name: unknown): boolean {
  return typeof name === 'string' && /^[\w!#$%&'*+.^`|~-]+$/.test(name)
}
