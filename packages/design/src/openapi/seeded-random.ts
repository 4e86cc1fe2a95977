/** Decides where an example may be one or the other. */
export interface Chooser {
  /** A whole number from 0 up to, and without, `limit`. */
  below(limit: number): number
  pick<Item>(items: readonly Item[]): Item
}

/** Draws numbers that depend on nothing but a name: examples stay as they are from run to run. */
export class SeededRandom implements Chooser {
  #state: number

  constructor(name: string) {
    this.#state = hash(name)
  }

  below(limit: number): number {
    return Math.floor(this.#next() * limit)
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item
  }

  /** As many hexadecimal digits. */
  hex(length: number): string {
    return Array.from({ length }, () => this.below(16).toString(16)).join('')
  }

  /** mulberry32 */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** The least of everything, made of `x` and `0` as far as possible: what stands for a secret. */
export const chooseMask: Chooser = {
  below: () => 0,
  pick: <Item>(items: readonly Item[]) =>
    (['x', 'X', '0', '*'].map((mask) => items.find((item) => item === mask)).find(Boolean) ??
      items[0]) as Item,
}

/** FNV-1a */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const character of text) {
    value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193)
  }
  return value
}
