// node tools/type-cost.ts [--update] [case …]: what the compiler pays for our types.
// A case is a folder of tests/type-cost with a tsconfig.json. One that has a generate.ts exporting
// `generate(): Record<string, string>` (file name → source) gets those files in .generated/, which
// its tsconfig names as ".generated/**/*.ts". It also exports `packages`: what importing them costs
// (their sources are checked too, which those of an installed package are not) is taken off.
// The instantiations that tsc counts are compared with baseline.json: a case that costs over 20 %
// more fails. --update records the figures seen.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'

const tolerance = 1.2

const root = join(import.meta.dirname, '..')
const folder = join(root, 'tests', 'type-cost')
const baselineFile = join(folder, 'baseline.json')

const { values, positionals } = parseArgs({
  options: { update: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const cases = positionals.length > 0 ? positionals : allCases()
const baseline = JSON.parse(readFileSync(baselineFile, 'utf8')) as Record<string, number>
const seen: Record<string, number> = positionals.length > 0 ? { ...baseline } : {}
let failed = false

for (const name of cases) {
  const { instantiations, seconds } = await measureCase(name)
  const recorded = baseline[name]
  const verdict = values.update ? 'recorded' : judge(recorded, instantiations)
  console.log(
    `${name}: instantiations ${recorded ?? 'none'} → ${instantiations}` +
      ` (× ${ratio(recorded, instantiations)}), ${seconds} s, ${verdict}`,
  )
  seen[name] = instantiations
  failed ||= verdict.startsWith('FAILED')
}
if (values.update) writeFileSync(baselineFile, `${JSON.stringify(seen, null, 2)}\n`)
if (failed) process.exit(1)

function allCases(): string[] {
  return readdirSync(folder).filter((name) => existsSync(join(folder, name, 'tsconfig.json')))
}

async function measureCase(name: string): Promise<Cost> {
  const generator = join(folder, name, 'generate.ts')
  if (!existsSync(generator)) return measure(name)
  const { generate, packages } = (await import(pathToFileURL(generator).href)) as {
    generate: () => Record<string, string>
    packages: readonly string[]
  }
  const imports = packages.map((one) => `import '${one}'`).join('\n')
  writeSources(name, { 'imports.ts': imports })
  const imported = measure(name)
  writeSources(name, generate())
  const { instantiations, seconds } = measure(name)
  return { instantiations: instantiations - imported.instantiations, seconds }
}

function writeSources(name: string, sources: Record<string, string>): void {
  const target = join(folder, name, '.generated')
  rmSync(target, { recursive: true, force: true })
  for (const [file, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(target, file)), { recursive: true })
    writeFileSync(join(target, file), source)
  }
}

interface Cost {
  readonly instantiations: number
  readonly seconds: number
}

/** One checker only: several share the files out among them and count what they share twice. */
function measure(name: string): Cost {
  const flags = ['--noEmit', '--extendedDiagnostics', '--singleThreaded']
  const { stdout, status } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(folder, name), ...flags],
    { encoding: 'utf8', cwd: root },
  )
  if (status !== 0) throw new Error(`${name} does not compile:\n${stdout}`)
  const figure = (label: string) => {
    const text = new RegExp(`^${label}:\\s+([\\d.]+)`, 'm').exec(stdout)?.[1]
    if (text === undefined) throw new Error(`tsc printed no "${label}":\n${stdout}`)
    return Number(text)
  }
  return { instantiations: figure('Instantiations'), seconds: figure('Total time') }
}

function judge(recorded: number | undefined, seen: number): string {
  if (recorded === undefined) return 'FAILED: not recorded yet, run with --update'
  if (seen > recorded * tolerance) return 'FAILED: make it cheaper, or --update with the reason'
  return 'ok'
}

function ratio(recorded: number | undefined, seen: number): string {
  if (recorded === undefined) return '?'
  return recorded === seen ? '1.00' : (seen / recorded).toFixed(2)
}
