/**
 * What a database error means for whoever ran the query. The kinds follow PostgreSQL's SQLSTATE
 * (manual, appendix A) and what `pg` itself throws when a connection fails.
 */
export interface DatabaseFault {
  readonly kind: FaultKind
  /**
   * What may be run again: `transaction`: all of it, from its first read, a few times with a random
   * pause. `unsent`: nothing ran, so all of it, once the server is back. `uncommitted`: all of it,
   * once, but only if COMMIT was not sent: after that nobody knows what happened. `never`: it
   * would fail again.
   */
  readonly retry: 'transaction' | 'unsent' | 'uncommitted' | 'never'
  /** What an HTTP answer says, if the design does not name the case. */
  readonly status: 400 | 409 | 422 | 503 | 504
  readonly sqlstate: string | undefined
  /** The constraint that was violated. */
  readonly constraint: string | undefined
}

export type FaultKind = keyof typeof faults

const faults = {
  /** Another transaction came in between (40001), or each waited for the other (40P01). */
  serialization: { retry: 'transaction', status: 503 },
  /** A lock was not free in time (55P03). */
  locked: { retry: 'transaction', status: 503 },
  /** No connection: refused, not found, too many, still starting, none free in the pool. */
  unavailable: { retry: 'unsent', status: 503 },
  /** The connection ended while it was in use. */
  connectionLost: { retry: 'uncommitted', status: 503 },
  /** The server does not know whether the transaction was committed (08007). */
  outcomeUnknown: { retry: 'never', status: 503 },
  /** It took too long, or was cancelled (57014, or no answer in time). */
  timeout: { retry: 'never', status: 504 },
  /** The session is of no use: a standby (25006), idle within a transaction (25P03). */
  sessionUnusable: { retry: 'never', status: 503 },
  unique: { retry: 'never', status: 409 },
  exclusion: { retry: 'never', status: 409 },
  foreignKey: { retry: 'never', status: 409 },
  notNull: { retry: 'never', status: 422 },
  check: { retry: 'never', status: 422 },
  /** A value that its type does not have (class 22); validation should have stopped it. */
  invalidValue: { retry: 'never', status: 400 },
  /** Disk full, out of memory, input or output failed, data damaged: somebody must look. */
  serverBroken: { retry: 'never', status: 503 },
} as const satisfies Record<string, Pick<DatabaseFault, 'retry' | 'status'>>

const bySqlstate: Readonly<Record<string, FaultKind>> = {
  '40001': 'serialization',
  '40P01': 'serialization',
  '55P03': 'locked',
  '08001': 'unavailable',
  '08004': 'unavailable',
  '57P03': 'unavailable',
  '53300': 'unavailable',
  '08000': 'connectionLost',
  '08003': 'connectionLost',
  '08006': 'connectionLost',
  '57P01': 'connectionLost',
  '57P02': 'connectionLost',
  '57P05': 'connectionLost',
  '08007': 'outcomeUnknown',
  '57014': 'timeout',
  '25P04': 'timeout',
  '25006': 'sessionUnusable',
  '25P03': 'sessionUnusable',
  '23505': 'unique',
  '23P01': 'exclusion',
  '23503': 'foreignKey',
  '23001': 'foreignKey',
  '23502': 'notNull',
  '23514': 'check',
  '53100': 'serverBroken',
  '53200': 'serverBroken',
  '58030': 'serverBroken',
  XX001: 'serverBroken',
  XX002: 'serverBroken',
}

const bySystemCode: Readonly<Record<string, FaultKind>> = {
  ECONNREFUSED: 'unavailable',
  ENOTFOUND: 'unavailable',
  EAI_AGAIN: 'unavailable',
  EHOSTUNREACH: 'unavailable',
  ENETUNREACH: 'unavailable',
  ENOENT: 'unavailable',
  ECONNRESET: 'connectionLost',
  EPIPE: 'connectionLost',
  ETIMEDOUT: 'connectionLost',
}

/** `pg` and `pg-pool` throw these without a code. */
const byMessage: readonly (readonly [start: string, kind: FaultKind])[] = [
  ['timeout exceeded when trying to connect', 'unavailable'],
  ['Connection terminated due to connection timeout', 'unavailable'],
  ['timeout expired', 'unavailable'],
  ['Cannot use a pool after calling end', 'unavailable'],
  ['Query read timeout', 'timeout'],
  ['Connection terminated', 'connectionLost'],
  ['Client has encountered a connection error', 'connectionLost'],
  ['Client was closed', 'connectionLost'],
]

/**
 * What the error means, or `undefined` if it is not the database's: a mistake in a query (class
 * 42), or something else entirely, which is a defect and no fault.
 */
export function classifyDatabaseError(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined
  const sqlstate = sqlstateOf(error)
  const kind = sqlstate === undefined ? kindOfSocketError(error) : kindOfSqlstate(sqlstate)
  if (kind === undefined) return undefined
  const { constraint } = error as { constraint?: unknown }
  return {
    kind,
    ...faults[kind],
    sqlstate,
    constraint: typeof constraint === 'string' ? constraint : undefined,
  }
}

/**
 * Whether a row with these values exists already; with `constraint`, whether it was that one.
 *
 *     if (isUniqueViolation(error, 'users_email_key')) throw errors.emailTaken()
 */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  const fault = classifyDatabaseError(error)
  return fault?.kind === 'unique' && (constraint === undefined || fault.constraint === constraint)
}

/** Five characters that came with a severity: `EPIPE` has five letters too. */
function sqlstateOf(error: Error): string | undefined {
  const { code, severity } = error as { code?: unknown; severity?: unknown }
  const isSqlstate = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return isSqlstate && typeof severity === 'string' ? code : undefined
}

function kindOfSqlstate(sqlstate: string): FaultKind | undefined {
  return bySqlstate[sqlstate] ?? (sqlstate.startsWith('22') ? 'invalidValue' : undefined)
}

function kindOfSocketError(error: Error): FaultKind | undefined {
  const { code } = error as NodeJS.ErrnoException
  const known = code === undefined ? undefined : bySystemCode[code]
  return known ?? byMessage.find(([start]) => error.message.startsWith(start))?.[1]
}
