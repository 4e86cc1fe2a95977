/**
 * Whether a header can carry this text as it is: Latin-1 without control characters, and no white
 * space around it (RFC 9110 §5.5). `Headers` would trim it, or quote it in an exception.
 */
export function isHeaderText(text: string): boolean {
  return /^(?:[\x21-\x7e\xa0-\xff](?:[\t\x20-\x7e\xa0-\xff]*[\x21-\x7e\xa0-\xff])?)?$/.test(text)
}
