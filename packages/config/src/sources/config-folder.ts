import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { type EnvironmentName, environmentFormat, environmentNames } from '../environment.ts'
import type { ProblemReport } from '../problem-report.ts'
import { reason } from './reason.ts'
import { showPath } from './show-path.ts'

export interface ConfigFile {
  /** As it is told to people. */
  readonly name: string
  readonly text: string
}

/**
 * `config.yaml`, which must be there, and `config.<environment>.yaml`, which may be. Files of a
 * similar name that are never read are a warning.
 */
export function readConfigFolder(
  folder: string,
  environment: EnvironmentName,
  report: ProblemReport,
): ConfigFile[] {
  warnOfOthers(folder, report)
  return ['config.yaml', `config.${environment}.yaml`].flatMap((file, index) => {
    const path = join(folder, file)
    const name = showPath(path)
    try {
      return { name, text: new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)) }
    } catch (error) {
      const why = reason(error)
      if (why !== 'ENOENT') report.add('FILE_UNREADABLE', { name }, { reason: why })
      else if (index === 0) report.add('FILE_MISSING', { name })
      return []
    }
  })
}

function warnOfOthers(folder: string, report: ProblemReport): void {
  const read = new Set(['config.yaml', ...environmentNames.map((name) => `config.${name}.yaml`)])
  for (const file of listFolder(folder)) {
    const [, middle] = /^config(?:\.(.+))?\.ya?ml$/i.exec(file) ?? []
    if (!/^config(?:\..+)?\.ya?ml$/i.test(file) || read.has(file)) continue
    const environment = middle === undefined ? undefined : environmentFormat.parse(middle)
    const expected =
      middle === undefined ? 'config.yaml' : `config.${environment ?? '<environment>'}.yaml`
    report.warn('FILE_NOT_READ', { name: showPath(join(folder, file)) }, { expected })
  }
}

function listFolder(folder: string): string[] {
  try {
    return readdirSync(folder).sort()
  } catch {
    // That the files are not there is told when they are read.
    return []
  }
}
