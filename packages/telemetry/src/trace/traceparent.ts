/** What a valid `traceparent` says. */
export interface Traceparent {
  readonly traceId: string
  readonly spanId: string
  readonly flags: number
}

/** The bit of the flags that says that the caller keeps this trace. */
export const sampledFlag = 0x01

/** The bit that says that the trace id is random to its right (W3C Trace Context, level 2). */
export const randomFlag = 0x02

const form =
  /^(?:00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}|(?!00|ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?)$/

/**
 * Parses the header as W3C Trace Context says: a version that is not known yet may say more after
 * the flags; upper case, ids that are all zero and version `ff` are not valid. `undefined` means
 * that a new trace begins.
 */
export function parseTraceparent(header: string): Traceparent | undefined {
  if (!form.test(header)) return undefined
  return {
    traceId: header.slice(3, 35),
    spanId: header.slice(36, 52),
    flags: Number.parseInt(header.slice(53, 55), 16),
  }
}

/** The header for a call: always version 00, and no flags but those we know. */
export function formatTraceparent({ traceId, spanId, flags }: Traceparent): string {
  return `00-${traceId}-${spanId}-0${flags & (sampledFlag | randomFlag)}`
}
