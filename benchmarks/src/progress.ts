import type { WriteStream } from 'node:tty'

/** Tells what is being done, on a terminal in a line that changes. */
export interface Progress {
  /** What has begun; shown on a terminal only. */
  step(text: string): void
  /** What has come of it; stays. */
  done(text: string): void
}

export function createProgress(stream: WriteStream): Progress {
  if (!stream.isTTY) {
    return { step: () => {}, done: (text) => void stream.write(`${text}\n`) }
  }
  const clear = '\r\u001b[K'
  return {
    step: (text) => void stream.write(`${clear}${text.slice(0, stream.columns - 1)}`),
    done: (text) => void stream.write(`${clear}${text}\n`),
  }
}
