export { cliErrors } from './cli-error.ts'
export type { CliErrorCode } from './cli-error.ts'
export { runCli } from './run-cli.ts'
