import type { Host } from './host.ts'
import type { Run } from './run.ts'
import { startSubject, type Subject, type SubjectOptions } from './subject.ts'

export interface RoundPlan extends SubjectOptions {
  /** From 1 on. */
  readonly round: number
  readonly peers: readonly string[]
  /** Requests to each peer that do not count. */
  readonly warmUp: number
  /** Requests to each peer that do. */
  readonly requests: number
  /** In how many parts they are sent, peer by peer. */
  readonly turns: number
}

/**
 * Starts all peers afresh; then they take turns, each a small part of the load, A B C A B C …
 * The speed of a shared machine drifts from second to second; turns of a tenth of that give
 * every peer the same share of good and bad times. They take turns in the warm-up too, so that
 * none waits long after it, and each round has another peer go first: the first was found to
 * be dearer by a hundredth, whichever it was.
 */
export async function measureRound(
  plan: RoundPlan,
  host: Host,
  onTurn: (turn: number) => void,
): Promise<Run[]> {
  const subjects: Subject[] = []
  try {
    for (const peer of rotate(plan.peers, plan.round - 1)) {
      subjects.push(await startSubject(peer, plan, host))
    }
    const turns = countTurns(plan)
    for (const requests of splitWork(plan.warmUp, turns)) {
      for (const subject of subjects) await subject.warmUp(requests)
    }
    for (const [index, requests] of splitWork(plan.requests, turns).entries()) {
      onTurn(index + 1)
      for (const subject of subjects) await subject.measure(requests)
    }
    return await Promise.all(subjects.map((subject) => toRun(subject, plan)))
  } finally {
    for (const subject of subjects.toReversed()) await subject.close()
  }
}

/** At a constant rate a turn takes a second at least, so that its last answers weigh little. */
function countTurns({ requests, turns, rate }: RoundPlan): number {
  return rate === undefined ? turns : Math.min(turns, Math.ceil(requests / rate))
}

/** Parts as equal as whole numbers allow, none of them empty. */
export function splitWork(total: number, parts: number): number[] {
  const count = Math.min(total, parts)
  const edges = Array.from({ length: count + 1 }, (_, part) => Math.round((part * total) / count))
  return edges.slice(1).map((edge, part) => edge - (edges[part] ?? 0))
}

/** The same items, begun that many places later. */
export function rotate<Item>(items: readonly Item[], places: number): Item[] {
  const start = places % items.length
  return [...items.slice(start), ...items.slice(0, start)]
}

async function toRun(subject: Subject, { scenario, round, requests }: RoundPlan): Promise<Run> {
  return { peer: subject.peer, scenario, round, requests, ...(await subject.result()) }
}
