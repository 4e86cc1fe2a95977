/**
 * Everything that can be wrong with a configuration: what it is, and what to do. `%name` stands
 * for a value. Codes are never reused; `docs/configuration.md` lists them.
 */
export const problemCatalogue = {
  ENVIRONMENT_INVALID: {
    message: '%found is no environment',
    fix: 'Use production (or prod), staging (or stage), development (or dev), or test',
  },
  ENVIRONMENT_UNSET: {
    message: 'not set, although %other is %found',
    fix: 'Set ENVIRONMENT=%found, or ENVIRONMENT=development to run on known secrets',
  },
  FILE_MISSING: {
    message: 'there is no such file',
    fix: 'Create it (it may be empty), or correct `folder`, or leave `folder` out',
  },
  FILE_UNREADABLE: {
    message: 'the file cannot be read: %reason',
    fix: 'Make it a UTF-8 text file that this user may read',
  },
  FILE_SYNTAX: {
    message: 'no YAML from here on: %reason',
    fix: 'Correct the line or the one above it; quote values with special characters',
  },
  FILE_NOT_MAP: {
    message: 'the file does not consist of sections',
    fix: 'Write the name of a section, and below it, indented, its keys',
  },
  KEY_DUPLICATE: {
    message: 'the key %key is there twice in one map',
    fix: 'Remove one of them',
  },
  KEY_UNKNOWN: {
    message: 'there is no such key%hint',
    fix: 'Correct or remove it%known',
  },
  SECTION_UNKNOWN: {
    message: 'there is no such section%hint',
    fix: 'Correct or remove it%known',
  },
  SECTION_NOT_MAP: {
    message: 'a section has keys of its own, this one is a single value',
    fix: 'Write its keys below it, indented: %example',
  },
  REFERENCE_UNSET: {
    message: 'it refers to ${%name}, which is not set',
    fix: 'Set %name, or write ${%name:-…} with what to use without it',
  },
  REFERENCE_MALFORMED: {
    message: 'a ${ in it is no reference',
    fix: 'Write ${NAME} or ${NAME:-default}; for the characters as such write $${',
  },
  VALUE_MISSING: {
    message: 'not set, but needed%why',
    fix: 'Set %names to %expected%example',
  },
  VALUE_INVALID: {
    message: '%found is not %expected',
    fix: 'Write %like%hint',
  },
  VALUE_NESTED: {
    message: 'there is a map or a list where %expected belongs',
    fix: 'Write plain text%example',
  },
  NAME_AND_FILE: {
    message: '%name and %name_FILE are both set',
    fix: 'Unset one of them',
  },
  SECRET_FILE_MISSING: {
    message: 'there is no such file',
    fix: 'Mount the file, or correct the path in %name',
  },
  SECRET_FILE_UNREADABLE: {
    message: 'the file cannot be read: %reason',
    fix: 'Make it a text file of 64 KiB at most that this user may read, or correct the path in %name',
  },
  SECRET_FILE_EMPTY: {
    message: 'the file is empty',
    fix: 'Write the value into it, or unset %name',
  },
  SECRET_DEVELOPMENT: {
    message: 'this is the development secret, which everyone knows',
    fix: 'Make one for %environment: %recipe',
  },
  SECRET_WEAK: {
    message: 'the secret is %weakness, so it can be guessed',
    fix: 'Make one for %environment: %recipe',
  },
  SECRET_SHORT: {
    message: 'the secret has %bytes bytes, but needs %minimum',
    fix: 'Make one for %environment: %recipe',
  },
  PORT_TAKEN: {
    message: '%first and %second are the same port, and this process listens on both',
    fix: 'Change one of them',
  },
  RULE_BROKEN: { message: '%message', fix: '%fix' },
} as const satisfies Catalogue

/** What may well be wrong, but does not keep the service from starting. */
export const warningCatalogue = {
  VARIABLE_UNKNOWN: {
    message: 'no setting reads this variable%hint',
    fix: 'Correct or unset it',
  },
  VARIABLE_NOT_READ: {
    message: 'this variable is not read',
    fix: 'Use %name',
  },
  VARIABLES_DIFFER: {
    message: '%name goes before %other, which says something else',
    fix: 'Unset one of them',
  },
  VALUE_OVERRIDDEN: {
    message: 'it is not %expected; only %by, which goes before it, lets the service start',
    fix: 'Correct it',
  },
  SECRET_IN_FILE: {
    message: 'a secret is written out in a configuration file',
    fix: 'Move it to %name or into a file that %name_FILE names',
  },
  FILE_NOT_READ: {
    message: 'this file is never read',
    fix: 'Rename it to %expected, or remove it',
  },
  ENVIRONMENT_IN_DOTENV: {
    message: 'ENVIRONMENT is decided before this file is read, so it does nothing here',
    fix: 'Set it in the real environment',
  },
} as const satisfies Catalogue

/** Mistakes in the declaration of settings: they are thrown where the settings are declared. */
export const declarationCatalogue = {
  VARIABLE_NAME: {
    message: '"%name" cannot be the name of a variable',
    fix: 'Use capital letters, digits and "_", beginning with a letter',
  },
  SETTING_NAME: {
    message: '"%name" cannot be the name of a setting or section',
    fix: 'Write it in camel case, beginning with a small letter',
  },
  SECTION_NAME_RESERVED: {
    message: 'A section cannot be named "%name": the configuration has that property',
    fix: 'Use another name',
  },
  SECTION_NAME_TAKEN: {
    message: 'Two sections are named "%name"',
    fix: 'Rename one of them, or pass it once',
  },
  VARIABLE_TAKEN: {
    message: 'Two settings read the variable %name',
    fix: 'Give each its own (NAME_FILE belongs to the setting that reads NAME)',
  },
  DEFAULT_INVALID: {
    message: 'The default of %name is not %expected',
    fix: 'Correct the default',
  },
  DEFAULT_OPTIONAL: {
    message: 'The setting %name is optional, but has a default, so it is never absent',
    fix: 'Drop one of them',
  },
} as const satisfies Catalogue

export type Catalogue = Readonly<Record<string, { readonly message: string; readonly fix: string }>>
export type ProblemCode = keyof typeof problemCatalogue
export type WarningCode = keyof typeof warningCatalogue
export type DeclarationCode = keyof typeof declarationCatalogue

/** What stands for the `%name` of a text. */
export type ProblemValues = Readonly<Record<string, string | number | undefined>>

export function fill(template: string, values: ProblemValues): string {
  // A name ends where its key ends, so that %name_FILE is the value of `name` and "_FILE".
  return template.replace(/%([a-z]+)/g, (_, name: string) => String(values[name] ?? ''))
}
