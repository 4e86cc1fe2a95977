import pg from 'pg'

/** A pool at one moment: what metrics show of it. */
export interface PoolStats {
  readonly max: number
  readonly open: number
  readonly idle: number
  readonly inUse: number
  /** Callers that wait for a connection now. */
  readonly waiting: number
  /** Callers that had to wait, since the start. */
  readonly waitCount: number
  /** How long they waited together, since the start. */
  readonly waitSeconds: number
}

type Connected = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/** A pool that also counts who had to wait for a connection because all were in use. */
export class CountingPool extends pg.Pool {
  #waitCount = 0
  #waitMs = 0

  override connect(): Promise<pg.PoolClient>
  override connect(connected: Connected): void
  override connect(connected?: Connected): Promise<pg.PoolClient> | void {
    if (this.idleCount > 0 || this.totalCount < this.options.max) {
      return connected === undefined ? super.connect() : super.connect(connected)
    }
    const began = performance.now()
    this.#waitCount++
    const waited = () => {
      this.#waitMs += performance.now() - began
    }
    if (connected === undefined) return super.connect().finally(waited)
    super.connect((error, client, done) => {
      waited()
      connected(error, client, done)
    })
  }

  stats(): PoolStats {
    const { totalCount, idleCount, waitingCount } = this
    return {
      max: this.options.max,
      open: totalCount,
      idle: idleCount,
      inUse: totalCount - idleCount,
      waiting: waitingCount,
      waitCount: this.#waitCount,
      waitSeconds: this.#waitMs / 1000,
    }
  }
}
