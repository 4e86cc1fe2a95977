import type { IncomingHttpHeaders } from 'node:http'

/** Who calls, as the verifier of a security scheme found. */
export interface Principal {
  /** The id of the user or client; `user_id` in the logs. */
  readonly subject: string
  /** What the caller may do; compared with the scopes that a method requires. */
  readonly scopes?: readonly string[]
  readonly [claim: string]: unknown
}

export type Credential =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'apiKey'; readonly key: string }
  | { readonly kind: 'bearer'; readonly token: string }

/**
 * Verifies the credential of a scheme. `undefined` means: not valid, 401. It may throw
 * a problem of its own; anything else that it throws is a 500.
 */
export type Authenticator = (
  credential: Credential,
  request: { readonly headers: IncomingHttpHeaders; readonly signal: AbortSignal },
) => Principal | undefined | Promise<Principal | undefined>
