/** Whether a text may hold a credential that its form gives away: quick, and rarely true. */
export function mentionsCredential(text: string): boolean {
  return (
    text.includes('eyJ') || text.includes('earer ') || text.includes('asic ') || hasUserInfo(text)
  )
}

/**
 * Masks what is a credential by its form, wherever it stands in a text: a JSON Web Token, what follows
 * `Bearer` or `Basic`, the password in a URL.
 */
export function maskCredentials(text: string): string {
  if (!mentionsCredential(text)) return text
  return text
    .replace(/\beyJ[\w-]{8,}(?:\.[\w-]*)*/g, '[redacted]')
    .replace(/\b(bearer|basic) +[\w.~+/=-]{8,}/gi, '$1 [redacted]')
    .replace(/:\/\/([^\s/@:]*):[^\s/@]+@/g, '://$1:[redacted]@')
}

function hasUserInfo(text: string): boolean {
  return text.includes('://') && text.includes('@')
}
