import type { Lifecycle, ShutdownReport, ShutdownReason } from './lifecycle.ts'
import type { LifecycleLog } from './lifecycle-log.ts'

const signals = ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const
const fatals = ['uncaughtException', 'unhandledRejection'] as const

export interface ProcessGuardOptions {
  /** From the first reason to the end of the process, in milliseconds. */
  readonly total: number
  readonly log: LifecycleLog
  /** Writes out what is still buffered; may be called at the very end, so it is synchronous. */
  readonly flush?: () => void
  readonly process?: NodeJS.Process
}

export interface ProcessGuard {
  /** A fatal error that did not come through the process: takes it down with 1. */
  fail(name: string, error: unknown): void
  /** Leaves signals and errors to others again. */
  untie(): void
}

/**
 * Ties a lifecycle to the process: signals and fatal errors shut it down, and the process ends with
 * the code of the report. A second signal, or the end of the total budget, exits with 1 at once and
 * says what was left.
 */
export function guardProcess(lifecycle: Lifecycle, options: ProcessGuardOptions): ProcessGuard {
  const { total, log, flush, process: target = process } = options
  let begun = false
  const exit = (code: number) => {
    flush?.()
    target.exit(code)
  }
  const forced = (why: string) => {
    log.error('shutdown_forced', { why, unfinished: lifecycle.unfinished })
    exit(1)
  }
  const begin = (reason: ShutdownReason, budget: number) => {
    begun = true
    const deadline = setTimeout(() => forced(`the budget of ${budget} ms is spent`), budget)
    void lifecycle.shutdown(reason).then((report) => {
      clearTimeout(deadline)
      logReport(log, report)
      exit(report.exitCode)
    })
  }
  const onSignal = (name: NodeJS.Signals) => {
    if (begun) forced(`a second signal (${name})`)
    else begin({ kind: 'signal', name }, total)
  }
  const fail = (name: string, error: unknown) => {
    log.error('fatal_error', { kind: name, error })
    if (!begun) begin({ kind: 'fatal', name }, Math.min(total, 10_000))
  }
  const onFatal = (name: string) => (error: unknown) => fail(name, error)
  const handlers = fatals.map((name) => [name, onFatal(name)] as const)
  for (const name of signals) target.on(name, onSignal)
  for (const [name, handler] of handlers) target.on(name, handler)
  return {
    fail,
    untie() {
      for (const name of signals) target.off(name, onSignal)
      for (const [name, handler] of handlers) target.off(name, handler)
    },
  }
}

function logReport(
  log: LifecycleLog,
  { reason, exitCode, failed, durationMs }: ShutdownReport,
): void {
  const fields = { reason: reason.name, exit_code: exitCode, duration_ms: durationMs }
  if (exitCode === 0) log.info('shutdown_complete', fields)
  else log.error('shutdown_incomplete', { ...fields, failed })
}
