/** A span as it arrived, its attributes as a plain object. */
export interface ReceivedSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId: string
  readonly traceState: string
  readonly name: string
  /** As OTLP counts: internal 1, server 2, client 3, producer 4, consumer 5. */
  readonly kind: number
  readonly start: bigint
  readonly end: bigint
  /** 0 unset, 1 ok, 2 error. */
  readonly status: number
  readonly attributes: Record<string, unknown>
  readonly events: readonly { name: string; attributes: Record<string, unknown> }[]
  readonly resource: Record<string, unknown>
}

/** Decodes an ExportTraceServiceRequest in the JSON form of OTLP. */
export function decodeJson(body: string): ReceivedSpan[] {
  const { resourceSpans } = JSON.parse(body) as { resourceSpans: JsonResource[] }
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans
      .flatMap(({ spans }) => spans)
      .map((span) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        traceState: span.traceState ?? '',
        name: span.name,
        kind: span.kind,
        start: BigInt(span.startTimeUnixNano),
        end: BigInt(span.endTimeUnixNano),
        status: span.status.code,
        attributes: fromJson(span.attributes),
        events: span.events.map(({ name, attributes }) => ({
          name,
          attributes: fromJson(attributes),
        })),
        resource: fromJson(resource.attributes),
      })),
  )
}

/** Decodes an ExportTraceServiceRequest in protobuf: an independent reader of the same message. */
export function decodeProtobuf(body: Uint8Array): ReceivedSpan[] {
  return messages(body, 1).flatMap((resourceSpans) => {
    const resource = attributesOf(messages(resourceSpans, 1)[0] ?? new Uint8Array(), 1)
    return messages(resourceSpans, 2)
      .flatMap((scopeSpans) => messages(scopeSpans, 2))
      .map((span) => {
        const fields = readFields(span)
        const text = (number: number) => Buffer.from(bytesOf(fields, number)).toString()
        const hex = (number: number) => Buffer.from(bytesOf(fields, number)).toString('hex')
        return {
          traceId: hex(1),
          spanId: hex(2),
          parentSpanId: hex(4),
          traceState: text(3),
          name: text(5),
          kind: Number(numberOf(fields, 6)),
          start: numberOf(fields, 7),
          end: numberOf(fields, 8),
          status: Number(numberOf(readFields(bytesOf(fields, 15)), 3)),
          attributes: attributesOf(span, 9),
          events: messages(span, 11).map((event) => ({
            name: Buffer.from(bytesOf(readFields(event), 2)).toString(),
            attributes: attributesOf(event, 3),
          })),
          resource,
        }
      })
  })
}

type JsonAttributes = { key: string; value: Record<string, unknown> }[]

interface JsonResource {
  readonly resource: { attributes: JsonAttributes }
  readonly scopeSpans: { spans: JsonSpan[] }[]
}

interface JsonSpan {
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
  readonly traceState?: string
  readonly name: string
  readonly kind: number
  readonly startTimeUnixNano: string
  readonly endTimeUnixNano: string
  readonly status: { code: number }
  readonly attributes: JsonAttributes
  readonly events: { name: string; attributes: JsonAttributes }[]
}

function fromJson(attributes: JsonAttributes): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]))
}

interface Field {
  readonly number: number
  readonly value: bigint | Uint8Array
}

function readFields(message: Uint8Array): Field[] {
  const view = Buffer.from(message.buffer, message.byteOffset, message.byteLength)
  const fields: Field[] = []
  let at = 0
  const varint = () => {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const byte = view[at++] ?? 0
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
  }
  while (at < view.length) {
    const tag = Number(varint())
    const number = tag >> 3
    if ((tag & 7) === 0) fields.push({ number, value: varint() })
    else if ((tag & 7) === 1) fields.push({ number, value: view.readBigUInt64LE((at += 8) - 8) })
    else if ((tag & 7) === 5)
      fields.push({ number, value: BigInt(view.readUInt32LE((at += 4) - 4)) })
    else {
      const length = Number(varint())
      fields.push({ number, value: view.subarray(at, (at += length)) })
    }
  }
  return fields
}

function messages(message: Uint8Array, number: number): Uint8Array[] {
  return readFields(message)
    .filter((field) => field.number === number)
    .map(({ value }) => value as Uint8Array)
}

function bytesOf(fields: readonly Field[], number: number): Uint8Array {
  return (fields.find((field) => field.number === number)?.value ?? new Uint8Array()) as Uint8Array
}

function numberOf(fields: readonly Field[], number: number): bigint {
  return (fields.find((field) => field.number === number)?.value ?? 0n) as bigint
}

function attributesOf(message: Uint8Array, number: number): Record<string, unknown> {
  return Object.fromEntries(
    messages(message, number).map((pair) => {
      const fields = readFields(pair)
      return [Buffer.from(bytesOf(fields, 1)).toString(), anyValue(bytesOf(fields, 2))]
    }),
  )
}

function anyValue(message: Uint8Array): unknown {
  const [{ number, value } = { number: 0, value: 0n }] = readFields(message)
  if (typeof value !== 'bigint') return number === 1 ? Buffer.from(value).toString() : value
  return number === 2 ? value === 1n : Number(value)
}
