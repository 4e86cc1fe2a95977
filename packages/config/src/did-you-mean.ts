/** The known word nearest to a misspelled one, if one is near enough to suggest. */
export function didYouMean<Known extends string>(
  word: string,
  known: Iterable<Known>,
  farthest = Math.max(1, Math.floor(word.length / 3)),
): Known | undefined {
  if (word.length > 100) return undefined
  let best: Known | undefined
  let bestDistance = farthest + 1
  for (const candidate of known) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** Inserted, removed, replaced and swapped letters (optimal string alignment), up to `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const above = last[column] ?? limit
      const left = current[column - 1] ?? limit
      const diagonal = last[column - 1] ?? limit
      let distance = Math.min(
        above + 1,
        left + 1,
        diagonal + (a[row - 1] === b[column - 1] ? 0 : 1),
      )
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        distance = Math.min(distance, (beforeLast[column - 2] ?? limit) + 1)
      }
      current.push(distance)
    }
    ;[beforeLast, last] = [last, current]
  }
  return last[b.length] ?? limit
}
