import { isatty, WriteStream } from 'node:tty'
import type { LogSink } from './log-sink.ts'
import { prettyLine } from './pretty-line.ts'

/** Turns JSON lines into lines for a person; in colour on a terminal that has any (`NO_COLOR`). */
export function createPrettySink(sink: LogSink, colors = hasColors()): LogSink {
  return { write: (line) => sink.write(prettyLine(line, colors)) }
}

function hasColors(): boolean {
  return isatty(1) && WriteStream.prototype.hasColors()
}
