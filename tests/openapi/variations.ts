/** A JSON value that differs from a given one in one place. */
export interface Variation {
  readonly path: readonly (string | number)[]
  readonly what: string
  readonly value: unknown
}

const strangers: readonly unknown[] = [
  null,
  true,
  7.5,
  -1,
  '',
  '§',
  [],
  {},
  [null],
  'x'.repeat(600),
]

/** The value with each of its parts left out, replaced by what it is not, or joined by another. */
export function* variationsOf(
  value: unknown,
  path: readonly (string | number)[] = [],
  rebuild: (part: unknown) => unknown = (part) => part,
): Generator<Variation> {
  for (const stranger of strangers) {
    yield { path, what: `${JSON.stringify(stranger)?.slice(0, 12)}`, value: rebuild(stranger) }
  }
  if (Array.isArray(value)) {
    yield { path, what: 'an item twice', value: rebuild([...value, ...value]) }
    for (const [index, item] of value.entries()) {
      yield* variationsOf(item, [...path, index], (part) => rebuild(value.with(index, part)))
    }
  } else if (typeof value === 'object' && value !== null) {
    yield { path, what: 'an unknown field', value: rebuild({ ...value, stranger: 1 }) }
    for (const [name, inner] of Object.entries(value)) {
      const { [name as keyof typeof value]: _, ...others } = value
      yield { path: [...path, name], what: 'nothing', value: rebuild(others) }
      yield* variationsOf(inner, [...path, name], (part) => rebuild({ ...value, [name]: part }))
    }
  }
}
