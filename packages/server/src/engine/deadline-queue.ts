/** What waits: it began at this time, on the scale of `performance.now()`. */
export interface Waiting {
  readonly started: number
}

/** Node takes a longer one for none at all. */
const longestTimer = 2 ** 31 - 1

/**
 * The requests that have the same time to be answered in, in the order in which they began. One
 * timer looks after all of them: one for each would be the dearest part of many a request.
 */
export class DeadlineQueue<Item extends Waiting> {
  readonly #length: number
  readonly #expire: (item: Item) => void
  readonly #waiting = new Set<Item>()
  #timer: NodeJS.Timeout | undefined = undefined

  constructor(length: number, expire: (item: Item) => void) {
    this.#length = length
    this.#expire = expire
  }

  add(item: Item): void {
    this.#waiting.add(item)
    if (this.#timer === undefined) this.#wait(this.#left(item, performance.now()))
    else if (this.#waiting.size === 1) this.#timer.ref()
  }

  /** The timer stays, for the next request; with none waiting, it keeps no process alive. */
  delete(item: Item): void {
    if (this.#waiting.delete(item) && this.#waiting.size === 0) this.#timer?.unref()
  }

  #left({ started }: Item, now: number): number {
    return started + this.#length - now
  }

  #wait(time: number): void {
    this.#timer = setTimeout(() => this.#look(), Math.min(Math.ceil(time), longestTimer))
  }

  #look(): void {
    this.#timer = undefined
    const now = performance.now()
    for (const item of this.#waiting) {
      const left = this.#left(item, now)
      if (left > 0) {
        this.#wait(left)
        return
      }
      this.#waiting.delete(item)
      this.#expire(item)
    }
  }
}
