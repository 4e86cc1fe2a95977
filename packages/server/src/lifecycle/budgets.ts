import { serverError } from '../errors.ts'

/** How long each part of a shutdown may take, in milliseconds. */
export interface ShutdownBudgets {
  /**
   * Serve on after readiness failed, until balancers have noticed. Default: 5,000 under Kubernetes
   * (`KUBERNETES_SERVICE_HOST` is set), else 0.
   */
  readonly drainDelay: number
  /** For running requests to finish. Default: 15,000. Then their signals abort. */
  readonly requests: number
  /** For everything else to close: workers, resources. Default: 5,000. */
  readonly close: number
  /** For logs, metrics and traces to be written out. Default: 2,000. */
  readonly flush: number
  /** From the signal to the end of the process. Default: 30,000. Then it exits with 1. */
  readonly total: number
}

/** Between the abort of a request's signal and the cut of its socket. */
export const abortGrace = 1_000

export function resolveBudgets(
  given: Partial<ShutdownBudgets> = {},
  env: NodeJS.ProcessEnv = process.env,
): ShutdownBudgets {
  const drainDelay = env['KUBERNETES_SERVICE_HOST'] === undefined ? 0 : 5_000
  const budgets = {
    drainDelay,
    requests: 15_000,
    close: 5_000,
    flush: 2_000,
    total: 30_000,
    ...given,
  }
  const needed = neededTime(budgets)
  if (needed > budgets.total) {
    throw serverError('BUDGETS_EXCEED_TOTAL', {
      parts: `drain ${budgets.drainDelay} + requests ${budgets.requests} + abort ${abortGrace} + close ${budgets.close} + flush ${budgets.flush}`,
      needed: String(needed),
      total: String(budgets.total),
    })
  }
  return budgets
}

/** What all parts take at most. A supervisor must wait longer than the total before it kills. */
export function neededTime(budgets: ShutdownBudgets): number {
  return budgets.drainDelay + budgets.requests + abortGrace + budgets.close + budgets.flush
}
