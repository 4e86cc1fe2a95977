import { isDeepStrictEqual } from 'node:util'
import { BenchError } from './bench-error.ts'
import { type Probe, probes } from './probe.ts'

/** What a peer answered to a probe. */
export interface Answer {
  readonly status: number
  readonly contentType: string
  readonly text: string
}

/** Throws, with every difference found, unless the server answers all probes rightly. */
export async function assertEqualAnswers(
  peer: string,
  port: number,
  signal: AbortSignal,
): Promise<void> {
  const differences: string[] = []
  for (const probe of probes) {
    const found = compareAnswer(probe, await sendProbe(probe, port, signal))
    if (found !== undefined) {
      differences.push(`  ${probe.method} ${probe.path} with ${probe.title}: ${found}`)
    }
  }
  if (differences.length === 0) return
  throw new BenchError(
    `${peer} does not do the same work as the other peers, so its figures would mean nothing:\n` +
      `${differences.join('\n')}\nMake it answer as src/peer.ts says.`,
  )
}

/** How the answer differs from the right one, or undefined. */
export function compareAnswer(probe: Probe, answer: Answer): string | undefined {
  if (answer.status !== probe.status) return `status ${answer.status}, expected ${probe.status}`
  const family = toFamily(answer.contentType)
  if (family !== 'json') return `content type "${answer.contentType}", expected JSON`
  const body = parseObject(answer.text)
  if (body === undefined) return `the body is not a JSON object: ${shorten(answer.text)}`
  const compared = probe.status < 400 ? body : { status: body['status'] }
  if (isDeepStrictEqual(compared, probe.answer)) return undefined
  return `body ${shorten(answer.text)}, expected ${shorten(JSON.stringify(probe.answer))}`
}

/** `json` for `application/json` and for every `+json` type; other types without parameters. */
export function toFamily(contentType: string): string {
  const type = (contentType.split(';')[0] ?? '').trim().toLowerCase()
  return type === 'application/json' || type.endsWith('+json') ? 'json' : type
}

async function sendProbe(probe: Probe, port: number, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(`http://127.0.0.1:${port}${probe.path}`, {
    method: probe.method,
    signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]),
    ...(probe.body !== undefined && {
      body: probe.body,
      headers: { 'content-type': 'application/json' },
    }),
  })
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? '',
    text: await response.text(),
  }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function shorten(text: string): string {
  return text.length <= 120 ? text : `${text.slice(0, 117)}...`
}
