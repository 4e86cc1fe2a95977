import { type Place, type SourceLocation, placeOf } from './source-location.ts'

/**
 * Every mistake that a design can contain: what is wrong, and what to do. `%name` stands for a
 * value. Codes are never reused; `docs/design-problems.md` explains each.
 */
export const problemCatalogue = {
  SETTING_INVALID: {
    message: '%setting must be %expected, found %found',
    fix: 'Correct the setting',
  },
  SETTING_UNKNOWN: {
    message: '%kind has no setting "%name"',
    fix: 'Remove it or correct the name%hint',
  },
  NAME_INVALID: {
    message: '"%name" cannot be the name of %kind',
    fix: 'Use letters, digits and "_" or "-", beginning with a letter',
  },
  NAME_RESERVED: {
    message: '"%name" has a meaning in JavaScript: it cannot be the name of %kind',
    fix: 'Use another name',
  },
  API_EMPTY: {
    message: 'The API has no services',
    fix: 'Give it at least one: services: [users]',
  },
  SERVICE_EMPTY: {
    message: 'The service has no methods, files or redirects',
    fix: 'Give it at least one, or leave the service out',
  },
  SERVER_MALFORMED: {
    message: 'The server "%url" is malformed: %reason',
    fix: 'Write it like "https://{region}.example.com" and declare each {variable} with a default',
  },
  SERVICE_DUPLICATE: {
    message: 'There are two services named "%name"',
    fix: 'Rename one of them, or merge their methods',
  },
  TYPE_NAME_TAKEN: {
    message: 'Two different types are named "%name"',
    fix: 'Rename one of them; derived types need a name of their own',
  },
  SCHEME_NAME_TAKEN: {
    message: 'Two different security schemes are named "%name"',
    fix: 'Declare the scheme once and use that value everywhere',
  },
  RESOURCE_NAME_TAKEN: {
    message: 'Two different resources are named "%name"',
    fix: 'Declare the resource once and use that value everywhere',
  },
  NOT_A_TYPE: {
    message: 'A type is expected here, found %found',
    fix: 'Use t.…, type(…), or a zod 4, valibot or arktype schema',
  },
  FOREIGN_WITHOUT_VALIDATION: {
    message: 'This %vendor value cannot validate (it has no `~standard.validate`)',
    fix: 'Pass a complete Standard Schema',
  },
  FOREIGN_WITHOUT_JSON_SCHEMA: {
    message: 'This %vendor schema cannot be told as JSON Schema: %reason',
    fix: 'Use a type that JSON has, or (valibot) wrap it with toStandardJsonSchema()',
  },
  FOREIGN_ASYNC: {
    message: 'This %vendor schema validates asynchronously',
    fix: 'Validate synchronously here, and do the other checks in the handler',
  },
  FOREIGN_TRANSFORMS: {
    message: 'This %vendor schema makes other values of those it takes: %reason',
    fix: 'In results and errors, use a type that leaves values as they are',
  },
  TYPE_FIELD_UNKNOWN: {
    message: 'The type has no field "%name"',
    fix: 'Add the field to the type or correct the name%hint',
  },
  VIEW_UNKNOWN: {
    message: 'The type has no view "%name"',
    fix: 'Declare it: type(…, { views: { … } }), or correct the name%hint',
  },
  OPTIONAL_MISPLACED: {
    message: 'Only a field can be optional or have a default, not %what',
    fix: 'Make a field of it optional, or use nullable()',
  },
  LAZY_TARGET: {
    message: 't.lazy() does not lead to a named type',
    fix: "Return a value made by type('Name', …)",
  },
  TYPE_ENDLESS: {
    message: 'No value fits the type "%name": it always contains another one of itself',
    fix: 'Make the recursive field optional or nullable, or put it in an array',
  },
  PATTERN_INVALID: {
    message: 'The pattern %pattern is no regular expression: %reason',
    fix: 'Correct it; it is read with the "u" flag',
  },
  FORMAT_UNKNOWN: {
    message: 'The format "%format" is not known',
    fix: 'Use one that t offers, or a pattern',
  },
  RANGE_EMPTY: {
    message: '%low (%lowValue) is above %high (%highValue): no value fits',
    fix: 'Swap or correct the bounds',
  },
  OPTION_UNKNOWN: {
    message: 'A type has no option "%name"',
    fix: 'Remove it or correct the name%hint',
  },
  FIELD_NAME_INVALID: {
    message: 'A field cannot be named "%name"',
    fix: 'Use a name that is neither empty nor "__proto__"',
  },
  LIMIT_INVALID: {
    message: '%keyword must be %expected, found %value',
    fix: 'Correct the number',
  },
  ENUM_EMPTY: {
    message: 'An enumeration or a union of nothing fits nothing',
    fix: 'List at least one value or member',
  },
  ENUM_REPEATED: {
    message: 'The enumeration lists %value twice',
    fix: 'Remove one of them',
  },
  DEFAULT_INVALID: {
    message: 'The default does not fit its type: %reason',
    fix: 'Correct the default or the type',
  },
  EXAMPLE_INVALID: {
    message: 'The example does not fit its type: %reason',
    fix: 'Correct the example or the type',
  },
  DISCRIMINATOR_MISSING: {
    message: 'Member %member of the union has no literal field "%property"',
    fix: 'Give each member the field as t.literal(…) or t.enum([…]), not optional',
  },
  DISCRIMINATOR_REPEATED: {
    message: 'Two members of the union have "%property": %value',
    fix: 'Give each member a value of its own',
  },
  ANY_OF_AMBIGUOUS: {
    message: 'Two members are both of JSON kind "%kind"',
    fix: 'Use t.union with a discriminator, or members that differ in kind',
  },
  PATH_MALFORMED: {
    message: 'The path "%path" is malformed: %reason',
    fix: 'Write it like "/orders/{id}/items" or "/assets/{*path}"',
  },
  PATH_PARAM_UNKNOWN: {
    message: 'The path names {%name}, but the payload has no field "%name"',
    fix: 'Add the field to the payload or correct the path',
  },
  PATH_PARAM_OPTIONAL: {
    message: 'The field "%name" is in the path, so it cannot be optional or have a default',
    fix: 'Make it required, or move it to the query string with a second route',
  },
  PATH_PARAM_NOT_TEXT: {
    message: 'The field "%name" is in the path, but its type has no text form',
    fix: 'Use a string, number, boolean, enum, or an array of these',
  },
  FIELD_UNKNOWN: {
    message: 'The map names "%name", but the payload has no such field',
    fix: 'Add the field to the payload or remove it from the map',
  },
  FIELD_IN_PATH: {
    message: 'The field "%name" is in the path and in the map',
    fix: 'Remove it from one of them',
  },
  FIELD_NOT_TEXT: {
    message: 'The field "%name" cannot travel in a %place: its type has no text form',
    fix: 'Use a scalar or an array of scalars, or send it in the body',
  },
  WIRE_NAME_TAKEN: {
    message: 'Two fields travel as %place "%name"',
    fix: 'Rename one of them in the map',
  },
  NULL_NOT_TEXT: {
    message: 'The field "%name" may be null, which cannot be written in a %place',
    fix: 'Make it optional instead of nullable, or send it in the body',
  },
  SECRET_IN_URL: {
    message: 'The field "%name" is secret, but it travels in the %place: URLs end up in logs',
    fix: 'Send it in a header or in the body',
  },
  QUERY_STYLE: {
    message: 'The field "%name" cannot be written in the style "%style": it is not %expected',
    fix: 'Leave the style out, or choose the one of its type',
  },
  HEADER_RESERVED: {
    message: 'The header "%name" belongs to the protocol',
    fix: 'Use another header; %hint',
  },
  PAYLOAD_NOT_OBJECT: {
    message: 'The payload is not an object, so it can only be the whole body',
    fix: 'Use POST, PUT or PATCH without a path parameter, or make the payload an object',
  },
  BODY_NOT_ALLOWED: {
    message: '%verb has no body, but the field "%name" is placed there',
    fix: 'Place it in the query string, or use POST',
  },
  BODY_SHARED: {
    message: 'The field "%name" is the whole body, but "%other" is in the body too',
    fix: 'Place the other field elsewhere, or drop { whole: true }',
  },
  ROUTE_MISSING: {
    message: 'The method has no route',
    fix: "Add one: http: get('/…')",
  },
  ROUTE_CONFLICT: {
    message: '%verb %path is taken twice: by %first and by %second',
    fix: 'Change the path or the verb of one of them',
  },
  RESPONSE_STATUS: {
    message: '%status is not the status of a success',
    fix: 'Use 200–399, or 503 with a `when`; declare errors under errors',
  },
  RESPONSE_FIELD_UNKNOWN: {
    message: 'The response names "%name", but the result has no such field',
    fix: 'Add the field to the result or correct the response',
  },
  WHEN_IMPOSSIBLE: {
    message: 'The response asks for %name = %value, which the field can never be',
    fix: 'Correct the value in `when`, or the type of the field',
  },
  RESPONSE_UNREACHABLE: {
    message: 'The response %status is never sent: one before it fits all that this one does',
    fix: 'Change the `when` of one of them, or remove this one',
  },
  RESPONSE_INCOMPLETE: {
    message: 'No response fits a result for which no `when` holds',
    fix: 'Add a last response without `when`',
  },
  RESPONSE_BODY_NOT_ALLOWED: {
    message: 'A response %status has no body, but the result has fields left for one',
    fix: 'Use another status, or map every field to a header or cookie',
  },
  CONTENT_TYPE_NEEDS_TEXT: {
    message: 'The content type %contentType needs a body that is a string or bytes',
    fix: 'Make the body t.string() or t.bytes(), or leave the content type out',
  },
  COOKIE_INVALID: {
    message: 'The cookie "%name" is invalid: %reason',
    fix: 'Correct its attributes (RFC 6265)',
  },
  ERROR_STATUS: {
    message: '%status is not the status of an error',
    fix: 'Use 400–599',
  },
  ERROR_FIELD_RESERVED: {
    message: 'The field "%name" belongs to every problem document',
    fix: 'Use another name',
  },
  SCOPE_UNKNOWN: {
    message: 'The scheme "%scheme" declares no scope "%scope"',
    fix: 'Declare it in the scheme or correct the name%hint',
  },
  SECURITY_EMPTY: {
    message: 'An alternative of the security names no scheme: anybody could call',
    fix: 'Name a scheme, or say noSecurity alone',
  },
  FLOWS_MISSING: {
    message: 'The OAuth 2.0 scheme "%name" has no flow',
    fix: 'Declare authorizationCode, clientCredentials, password or implicit',
  },
  DURATION_INVALID: {
    message: '%name is no duration: "%value"',
    fix: 'Write a whole number and a unit: 250ms, 30s, 5m, 1h',
  },
  SLO_INVALID: {
    message: 'The objective %name must lie above 0 and below 1, found %value',
    fix: 'Write a share, such as 0.999',
  },
  SLO_OVER_DEADLINE: {
    message: 'The latency objective (%under) is longer than the deadline (%deadline)',
    fix: 'Lower the objective or raise the deadline',
  },
  FILES_MALFORMED: {
    message: 'The files at "%path" are malformed: %reason',
    fix: "Write files('/assets/{*path}', './folder') or files('/robots.txt', './robots.txt')",
  },
  REDIRECT_PARAM_UNKNOWN: {
    message: 'The redirect to "%to" names {%name}, which "%path" does not have',
    fix: 'Correct the target or the path',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type ProblemCode = keyof typeof problemCatalogue

/** One mistake in a design. */
export interface Problem {
  readonly code: ProblemCode
  readonly message: string
  readonly fix: string
  /** The part of the design: `users.get`, `type User`. */
  readonly where: string
  readonly place: Place | undefined
}

/** Tells a problem of one part of the design. */
export type Tell = (code: ProblemCode, values?: Readonly<Record<string, unknown>>) => void

/** Collects the problems of a design, so that all are told at once. */
export class ProblemReport {
  readonly problems: Problem[] = []

  add(
    code: ProblemCode,
    where: string,
    at: SourceLocation | undefined,
    values: Readonly<Record<string, unknown>> = {},
  ): void {
    const { message, fix } = problemCatalogue[code]
    const problem = {
      code,
      message: fill(message, values),
      fix: fill(fix, values),
      where,
      place: placeOf(at),
    }
    const same = (other: Problem) =>
      other.code === code && other.message === problem.message && samePlace(other, problem)
    if (!this.problems.some(same)) this.problems.push(problem)
  }

  /** Tells problems of the part `where`, which the user wrote `at`. */
  of(where: string, at: SourceLocation | undefined): Tell {
    return (code, values) => this.add(code, where, at, values)
  }
}

/** A design with mistakes: all of them, each with file and line. */
export class DesignError extends Error {
  override readonly name = 'DesignError'
  readonly problems: readonly Problem[]

  constructor(api: string, problems: readonly Problem[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
    super([`The design of "${api}" has ${count}:`, ...problems.map(formatProblem)].join('\n\n'))
    this.problems = problems
  }
}

export function formatProblem({ code, message, fix, where, place }: Problem): string {
  const at = place ? `${place.file}:${place.line}` : 'unknown place'
  return `  ${where}: ${message}\n    at ${at}\n    fix: ${fix} [${code}]`
}

function fill(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replace(/%(\w+)/g, (_, name: string) => show(values[name]))
}

function show(value: unknown): string {
  if (value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number') return `${value}`
  return JSON.stringify(value) ?? typeof value
}

function samePlace(a: Problem, b: Problem): boolean {
  return a.place !== undefined && a.place.file === b.place?.file && a.place.line === b.place.line
}
