// Which room may import which, read off the sources: no parser is installed, so imports are found by
// pattern, after what only looks like one (comments, strings, templates) has been stepped over.
import { globSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

/** Paths are relative to the root, with forward slashes. */
export type Tree = {
  /** Path → source of every TypeScript file. */
  files: Map<string, string>
  /** Folder → the package.json in it. */
  manifests: Map<string, Manifest>
}

type Manifest = {
  name: string
  exports?: Record<string, string | Record<string, string>>
  dependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

type Imported = { specifier: string; line: number }

const everything = ['design', 'config', 'telemetry', 'client', 'console', 'server', 'cli']

/** The rooms that each room may import. One that is not named here may import any. */
const below: Record<string, string[]> = {
  'packages/design': [],
  'packages/config': [],
  'packages/telemetry': [],
  'packages/client': ['design'],
  'packages/console': ['design'],
  'packages/server': ['design', 'config', 'telemetry'],
  'packages/cli': everything,
  'examples/storefront': everything.filter((room) => room !== 'cli'),
}

const inBrowser = ['packages/design', 'packages/client']

/** Every breach of the rules, as `file:line: what`, and every cycle once, as `cycle: a → b → a`. */
export function findProblems(tree: Tree): string[] {
  const problems: string[] = []
  const edges = new Map<string, string[]>()
  for (const [file, source] of tree.files) {
    const targets: string[] = []
    edges.set(file, targets)
    for (const { specifier, line } of findImports(source)) {
      const { target, problem } = judgeImport(tree, file, specifier)
      if (target !== undefined) targets.push(target)
      if (problem !== undefined) problems.push(`${file}:${line}: '${specifier}' ${problem}`)
    }
  }
  return [...problems, ...findCycles(edges).map((cycle) => `cycle: ${cycle.join(' → ')}`)]
}

/** The specifiers of imports, re-exports, dynamic imports and import types, in order. */
export function findImports(source: string): Imported[] {
  const found: Imported[] = []
  for (const match of source.matchAll(token)) {
    const specifier = match.groups?.['from'] ?? match.groups?.['call']
    if (specifier === undefined) continue
    found.push({ specifier, line: source.slice(0, match.index).split('\n').length })
  }
  return found
}

const token = new RegExp(
  [
    /\/\*[^]*?\*\//, // comments
    /\/\/.*/,
    /`(?:\\[^]|[^\\`])*`/, // template
    /(?<=[=(,:[!&|?{};]\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//, // regular expression
    /\b(?:im|ex)port\s(?:[\w$*{},\s]+?\bfrom\s*)?(?<quote>['"])(?<from>[^'"\n]+)\k<quote>/,
    /\bimport\s*\(\s*(?<mark>['"])(?<call>[^'"\n]+)\k<mark>/,
    /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/, // strings
  ]
    .map((part) => part.source)
    .join('|'),
  'g',
)

/** What an import leads to among our files, if anywhere, and what is wrong with it, if anything. */
function judgeImport(tree: Tree, file: string, specifier: string) {
  const room = roomOf(tree, file)
  const target = specifier.startsWith('.')
    ? posix.join(posix.dirname(file), specifier)
    : resolveOurs(tree, specifier)
  const problem = room === undefined ? undefined : findFault(tree, file, room, specifier, target)
  return { target, problem }
}

function findFault(tree: Tree, file: string, room: string, specifier: string, target?: string) {
  if (specifier.startsWith('.')) {
    if (!/\.(ts|json)$/.test(specifier)) return 'carries no .ts extension'
    return target?.startsWith(`${room}/`) ? undefined : `leaves ${room}`
  }
  if (specifier.startsWith('node:')) {
    return inBrowser.includes(room) && !isTest(file) ? 'is not there in a browser' : undefined
  }
  const name = packageOf(specifier)
  const ours = folderOf(tree, name)
  if (ours === room) return 'is its own package: import the file'
  // A test may drive its package through what stands on it, named as a devDependency.
  const higher = below[room]?.every((other) => `packages/${other}` !== ours)
  if (ours !== undefined && higher && !isTest(file)) {
    return `goes up: ${room} may not import ${ours}`
  }
  const kinds = isTest(file) ? 'dependencies or devDependencies' : 'dependencies'
  return isDeclared(tree.manifests.get(room), name, isTest(file))
    ? undefined
    : `is not among the ${kinds} of ${room}`
}

function isDeclared(manifest: Manifest | undefined, name: string, inTest: boolean): boolean {
  const { dependencies, peerDependencies, optionalDependencies, devDependencies } = manifest ?? {}
  const declared = { ...dependencies, ...peerDependencies, ...optionalDependencies }
  return name in declared || (inTest && name in (devDependencies ?? {}))
}

function isTest(file: string): boolean {
  return file.endsWith('.test.ts')
}

function packageOf(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
}

/** The folder of the package that a file is part of; the scenarios in tests/ are in none. */
function roomOf(tree: Tree, file: string): string | undefined {
  return [...tree.manifests.keys()].find((folder) => file.startsWith(`${folder}/`))
}

function folderOf(tree: Tree, name: string): string | undefined {
  for (const [folder, manifest] of tree.manifests) if (manifest.name === name) return folder
  return undefined
}

/** The file behind a specifier of one of our packages, through its `exports`. */
function resolveOurs(tree: Tree, specifier: string): string | undefined {
  const name = packageOf(specifier)
  const folder = folderOf(tree, name)
  if (folder === undefined) return undefined
  const entry = tree.manifests.get(folder)?.exports?.[`.${specifier.slice(name.length)}`]
  const path = typeof entry === 'object' ? (entry['types'] ?? entry['default']) : entry
  return path === undefined ? undefined : posix.join(folder, path)
}

/** Depth first: an edge back to a file on the present path closes a cycle. */
function findCycles(edges: Map<string, string[]>): string[][] {
  const cycles: string[][] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string) => {
    const start = path.indexOf(file)
    if (start >= 0) cycles.push([...path.slice(start), file])
    if (start >= 0 || done.has(file)) return
    path.push(file)
    for (const target of edges.get(file) ?? []) visit(target)
    path.pop()
    done.add(file)
  }
  for (const file of edges.keys()) visit(file)
  return cycles
}

/** The repository's own sources. */
export function readTree(root: string): Tree {
  const exclude = (path: string) => /(^|[\\/])node_modules$/.test(path)
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  const glob = (pattern: string[]) =>
    globSync(pattern, { cwd: root, exclude }).map((path) => path.replaceAll('\\', '/'))

  const manifests = new Map<string, Manifest>()
  for (const path of glob([
    'packages/*/package.json',
    'examples/*/package.json',
    'benchmarks/package.json',
  ])) {
    manifests.set(posix.dirname(path), JSON.parse(read(path)) as Manifest)
  }
  const files = new Map<string, string>()
  for (const folder of [...manifests.keys(), 'tests']) {
    for (const path of glob([`${folder}/**/*.ts`])) files.set(path, read(path))
  }
  return { files, manifests }
}
