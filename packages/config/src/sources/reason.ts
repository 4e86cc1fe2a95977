/** Why a file cannot be read, without its content: the code of the system or of the decoder. */
export function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8 text'
  if (code === 'EACCES' || code === 'EPERM') return 'this user may not read it (EACCES)'
  return code
}
