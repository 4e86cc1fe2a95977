import { join } from 'node:path'
import { BenchError } from '../bench-error.ts'
import { startChild } from '../child.ts'
import type { Host } from '../host.ts'
import type {
  ConnectCommand,
  GeneratorCommand,
  LoadReport,
  LoadResult,
  RunCommand,
} from './generator-command.ts'

/** The load generator in its own process. */
export interface GeneratorProcess {
  connect(command: Omit<ConnectCommand, 'command'>): Promise<void>
  /** Sends the requests and waits for all answers, for a time that allows for a slow server. */
  run(command: Omit<RunCommand, 'command'>): Promise<LoadResult>
  report(): Promise<LoadReport>
  close(): Promise<void>
}

export function startGenerator(host: Host): GeneratorProcess {
  const child = startChild({
    ...host,
    name: 'The load generator',
    file: join(import.meta.dirname, 'generator.ts'),
    core: host.cores?.generator,
  })

  async function ask(command: GeneratorCommand, deadline = 15_000): Promise<unknown> {
    const answer = (await child.ask(command, deadline)) as { readonly error?: string }
    if (answer.error !== undefined) throw new BenchError(answer.error)
    return answer
  }

  return {
    connect: async (command) => void (await ask({ command: 'connect', ...command })),
    run: async (command) =>
      (await ask({ command: 'run', ...command }, toDeadline(command))) as LoadResult,
    report: async () => (await ask({ command: 'report' })) as LoadReport,
    close: () => child.close(),
  }
}

/** Half a minute, and the time that 500 requests per second, or half the rate, would take. */
function toDeadline({ total, rate = 1000 }: Omit<RunCommand, 'command'>): number {
  return 30_000 + (total / (rate / 2)) * 1000
}
