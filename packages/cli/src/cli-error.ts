/** What can be wrong with a command, and what to do. `%name` stands for a value. */
export const cliErrors = {
  COMMAND_MISSING: {
    message: 'A command is missing',
    fix: 'Use one of: %commands',
  },
  COMMAND_UNKNOWN: {
    message: 'There is no command "%command"',
    fix: 'Use one of: %commands',
  },
  ARGUMENTS_INVALID: {
    message: '%reason',
    fix: 'See: seaworthy %command --help',
  },
  ARGUMENT_MISSING: {
    message: 'The argument <%argument> is missing',
    fix: 'Run it like this: %example',
  },
  FILE_MISSING: {
    message: 'There is no file %path',
    fix: 'Give the path, from here, of the module that exports the API, such as src/design.ts',
  },
  MODULE_BROKEN: {
    message: '%path cannot be loaded: %reason',
    fix: 'Correct the module; `node %path` must run without an error',
  },
  IMPORT_MISSING: {
    message: '%path cannot be loaded: %reason',
    fix: 'Correct the import, or install what is imported: npm install',
  },
  DESIGN_INVALID: {
    message: '%problems',
    fix: 'Apply the fixes above and run the command again',
  },
  API_MISSING: {
    message: '%path exports no API%found',
    fix: "Export what api(…) returns: export const shop = api('shop', { … })",
  },
  API_AMBIGUOUS: {
    message: '%path exports several APIs: %candidates',
    fix: 'Choose one with --export %first',
  },
  EXPORT_UNKNOWN: {
    message: '%path exports no API named "%name"',
    fix: 'Use %candidates',
  },
  OUTPUT_UNWRITABLE: {
    message: 'The document cannot be written to %path: %reason',
    fix: 'Create the folder, or choose another file with --output',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type CliErrorCode = keyof typeof cliErrors

/** Something that the user of the command can put right: shown without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError'
  readonly code: CliErrorCode
  readonly fix: string

  constructor(
    code: CliErrorCode,
    values: Readonly<Record<string, string | undefined>> = {},
    cause?: unknown,
  ) {
    const fill = (text: string) => text.replace(/%(\w+)/g, (_, name: string) => values[name] ?? '')
    super(fill(cliErrors[code].message), { cause })
    this.code = code
    this.fix = fill(cliErrors[code].fix)
  }
}
