import { type DeclarationCode, declarationCatalogue, fill } from './problem-catalogue.ts'

/** A mistake in the declaration of settings: the program is wrong, whatever its configuration. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly code: DeclarationCode
  readonly fix: string

  constructor(code: DeclarationCode, values: Readonly<Record<string, string>>) {
    const { message, fix } = declarationCatalogue[code]
    super(`${fill(message, values)}. ${fill(fix, values)}`)
    this.code = code
    this.fix = fill(fix, values)
  }
}
