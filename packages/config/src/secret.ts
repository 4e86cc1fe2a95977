const mask = '[secret]'

/**
 * A value that no log, error or JSON document shows: text, JSON and `util.inspect` forms are
 * `[secret]`. `reveal()` is the only way to it, so that every use can be found by its name.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
    Object.freeze(this)
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return mask
  }

  toJSON(): string {
    return mask
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return mask
  }
}
