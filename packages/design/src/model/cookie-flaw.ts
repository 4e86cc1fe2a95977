import type { SetCookie } from '../dsl/respond.ts'
import { isToken } from './token.ts'

/** What is wrong with the attributes of a cookie (RFC 6265bis §4.1); `undefined`: nothing. */
export function cookieFlaw(cookie: SetCookie): string | undefined {
  const { name, secure = true, sameSite, domain, path, maxAge } = cookie
  if (!isToken(name)) return 'its name has characters that a token cannot have'
  if (sameSite === 'none' && !secure) return 'SameSite=None needs Secure'
  if (name.startsWith('__Secure-') && !secure) return 'the prefix __Secure- needs Secure'
  if (name.startsWith('__Host-') && (!secure || domain !== undefined || (path ?? '/') !== '/')) {
    return 'the prefix __Host- needs Secure, Path=/ and no Domain'
  }
  if (maxAge !== undefined && !Number.isInteger(maxAge)) return 'maxAge must be whole seconds'
  if (path !== undefined && !/^\/[^\p{Cc};]*$/u.test(path)) return 'its path must begin with "/"'
  if (domain !== undefined && !/^[a-z\d.-]+$/i.test(domain)) return 'its domain is no host name'
  return undefined
}
