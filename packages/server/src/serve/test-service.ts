import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { createInterface } from 'node:readline'
import type { TestContext } from 'node:test'

export interface LogLine {
  readonly level: string
  readonly message: string
  readonly [field: string]: unknown
}

/** The fixture service as a child process, with its log. */
export class TestService {
  readonly child: ChildProcess
  readonly lines: LogLine[] = []
  readonly exited: Promise<number | null>
  #stderr = ''
  #waiting: { message: string; resolve: (line: LogLine) => void }[] = []

  constructor(t: TestContext, env: Readonly<Record<string, string>> = {}) {
    const file = fileURLToPath(new URL('fixtures/service.ts', import.meta.url))
    this.child = spawn(process.execPath, [file], {
      env: { PATH: process.env['PATH'] ?? '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    assert.ok(this.child.stdout && this.child.stderr)
    createInterface({ input: this.child.stdout }).on('line', (line) => this.#take(line))
    this.child.stderr.on('data', (chunk) => {
      this.#stderr += String(chunk)
    })
    this.exited = once(this.child, 'close').then(([code]) => code as number | null)
    t.after(() => this.child.kill('SIGKILL'))
  }

  /** The next line with this message, or one that has come already. */
  line(message: string): Promise<LogLine> {
    const known = this.lines.find((line) => line.message === message)
    if (known !== undefined) return Promise.resolve(known)
    const heard = new Promise<LogLine>((resolve) => this.#waiting.push({ message, resolve }))
    const ended = this.exited.then((code) => {
      const said = [...this.messages, this.#stderr].join('\n')
      throw new Error(`The service ended with ${code} before it said ${message}:\n${said}`)
    })
    return Promise.race([heard, ended])
  }

  async ready(): Promise<{ url: URL; ops: URL }> {
    const line = await this.line('service_ready')
    return { url: new URL(String(line['url'])), ops: new URL(String(line['ops_url'])) }
  }

  signal(name: NodeJS.Signals = 'SIGTERM'): void {
    this.child.kill(name)
  }

  get messages(): string[] {
    return this.lines.map(({ message, component }) =>
      [message, component].filter(Boolean).join(' '),
    )
  }

  #take(text: string): void {
    const line = JSON.parse(text) as LogLine
    this.lines.push(line)
    const heard = this.#waiting.filter(({ message }) => message === line.message)
    this.#waiting = this.#waiting.filter(({ message }) => message !== line.message)
    for (const { resolve } of heard) resolve(line)
  }
}
