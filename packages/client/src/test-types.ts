/** Compiles only when both types are the same: `expectTypeEquality<typeof value, string>()`. */
export function expectTypeEquality<Actual, Expected>(
  ..._proof: IsEqual<Actual, Expected> extends true ? [] : [theTypesDiffer: never]
): void {}

type IsEqual<Left, Right> =
  (<Probe>() => Probe extends Left ? 1 : 2) extends <Probe>() => Probe extends Right ? 1 : 2
    ? true
    : false
