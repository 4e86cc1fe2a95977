import type { LogSink } from '../log-sink.ts'

/** Keeps the text that was written, for tests. */
export interface MemorySink extends LogSink {
  readonly text: string
  /** Each line as JSON. */
  lines(): Record<string, unknown>[]
}

export function createMemorySink(): MemorySink {
  let text = ''
  return {
    get text() {
      return text
    },
    write(line) {
      text += line
    },
    lines: () => parseLines(text),
  }
}

/** Fails unless each line is a JSON object and the last one ends in a newline. */
export function parseLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n')
  if (lines.pop() !== '') throw new Error('The text does not end in a newline')
  return lines.map((line) => {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null) throw new Error(`Not an object: ${line}`)
    return value as Record<string, unknown> // Checked just above.
  })
}
