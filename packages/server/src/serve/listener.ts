import type { Engine, ListenAddress } from '../engine/engine.ts'
import { Connections } from '../lifecycle/connections.ts'
import { type ShutdownBudgets, abortGrace } from '../lifecycle/budgets.ts'
import type { LifecycleLog } from '../lifecycle/lifecycle-log.ts'
import { TimeoutError, withTimeout } from '../lifecycle/with-timeout.ts'

/** The socket of an engine: how it opens, drains and closes. */
export interface Listener {
  readonly address: ListenAddress
  /** Requests whose response is not complete. */
  readonly active: () => number
  /** From now on responses end their connection. */
  drain(): void
  /** Stops to listen; running requests finish, or are cut at the deadline and named in the log. */
  close(): Promise<void>
}

export async function openListener(
  engine: Engine,
  address: { readonly host: string; readonly port: number; readonly writeTimeout: number },
  budgets: ShutdownBudgets,
  log: LifecycleLog,
): Promise<Listener> {
  const connections = new Connections(engine.fastify.server, address.writeTimeout)
  const listening = await engine.listen(address)
  return {
    address: listening,
    active: () => connections.active,
    drain: () => connections.drain(),
    async close() {
      const closed = connections.close()
      try {
        await withTimeout(closed, budgets.requests, 'Running requests')
      } catch (error) {
        if (!(error instanceof TimeoutError)) throw error
        await cut(engine, connections, closed, log)
      }
      await engine.close()
    },
  }
}

/** The deadline is over: signals first, so that handlers can clean up, then sockets. */
async function cut(
  engine: Engine,
  connections: Connections,
  closed: Promise<void>,
  log: LifecycleLog,
): Promise<void> {
  const aborted = engine.abort(new Error('The service is shutting down'))
  log.warn('requests_aborted', { count: connections.active, requests: aborted })
  try {
    await withTimeout(closed, abortGrace, 'Aborted requests')
  } catch (error) {
    if (!(error instanceof TimeoutError)) throw error
    log.error('connections_cut', { count: connections.active })
    connections.destroy()
    await closed
  }
}
