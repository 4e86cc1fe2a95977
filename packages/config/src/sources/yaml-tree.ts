import {
  type Document,
  LineCounter,
  type Node,
  type Pair,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
} from 'yaml'

/** What a configuration file can consist of. Every scalar is the text that was written. */
export type YamlValue =
  | { readonly kind: 'map'; readonly entries: readonly YamlEntry[] }
  | { readonly kind: 'items'; readonly items: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  /** Nothing, `~` or `null`, not in quotation marks. */
  | { readonly kind: 'nothing' }
  /** Deeper than a configuration goes. */
  | { readonly kind: 'deep' }

export interface YamlEntry {
  readonly key: string
  readonly line: number
  readonly value: YamlValue
}

/** Says where and why text is no YAML, without quoting it: what is there may be a secret. */
export type YamlFault =
  | { readonly kind: 'syntax'; readonly line: number; readonly reason: string }
  | { readonly kind: 'duplicate'; readonly line: number; readonly key: string }

export interface YamlTree {
  readonly root: YamlValue
  readonly faults: readonly YamlFault[]
}

/** Reads YAML 1.2 in its failsafe schema: `0123`, `1.10` and `no` stay what they are. */
export function parseYaml(source: string): YamlTree {
  const lines = new LineCounter()
  const document = parseDocument(source, {
    schema: 'failsafe',
    lineCounter: lines,
    prettyErrors: false,
  })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const faults = [...document.errors, ...document.warnings].map(({ code, pos }): YamlFault => {
    const line = lineAt(pos[0])
    if (code === 'DUPLICATE_KEY') {
      const key = /^["']?([\w.-]{1,64})/.exec(source.slice(pos[0]))?.[1] ?? ''
      return { kind: 'duplicate', line, key }
    }
    return { kind: 'syntax', line, reason: reasons[code] ?? 'unexpected characters' }
  })
  // The first mistake causes the rest, as a rule.
  const firstSyntax = faults.find((fault) => fault.kind === 'syntax')
  const kept = faults.filter((fault) => fault.kind === 'duplicate' || fault === firstSyntax)
  return { root: toValue(document, document.contents, lineAt, 3), faults: kept }
}

const reasons: Readonly<Partial<Record<string, string>>> = {
  BAD_INDENT: 'the indentation differs from the lines around it',
  TAB_AS_INDENT: 'tabs cannot indent',
  MISSING_CHAR: 'a character such as ":" or a closing quotation mark is missing',
  MULTIPLE_DOCS: 'a second document begins',
  BLOCK_AS_IMPLICIT_KEY: 'there is a second ":" on the line',
  MULTILINE_IMPLICIT_KEY: 'a ":" is missing',
  BAD_ALIAS: 'an alias has no anchor',
  TAG_RESOLVE_FAILED: 'tags (!name) are not known here',
  BAD_DQ_ESCAPE: 'an unknown "\\" sequence is in double quotation marks',
  BAD_SCALAR_START: 'a value begins with a character that needs quotation marks',
}

function toValue(
  document: Document,
  node: unknown,
  lineAt: (offset: number) => number,
  depth: number,
): YamlValue {
  if (isAlias(node)) {
    const target = node.resolve(document)
    // A map may contain its own alias: that must end.
    return toValue(document, target, lineAt, isScalar(target) ? depth : depth - 1)
  }
  if (depth === 0) return { kind: 'deep' }
  if (isMap(node)) {
    const entries = node.items.map((pair) => toEntry(document, pair, lineAt, depth))
    return { kind: 'map', entries }
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => toValue(document, item, lineAt, 1))
    const texts = items.flatMap((item) => (item.kind === 'text' ? [item.text] : []))
    return texts.length === items.length ? { kind: 'items', items: texts } : { kind: 'deep' }
  }
  if (!isScalar(node)) return { kind: 'nothing' }
  const text = String(node.value)
  const plain = node.type === 'PLAIN' || node.type === undefined
  return plain && ['', '~', 'null'].includes(text) ? { kind: 'nothing' } : { kind: 'text', text }
}

function toEntry(
  document: Document,
  { key, value }: Pair<unknown, unknown>,
  lineAt: (offset: number) => number,
  depth: number,
): YamlEntry {
  const offset = (key as Node | null)?.range?.[0] ?? 0
  return {
    key: isScalar(key) ? String(key.value) : '?',
    line: lineAt(offset),
    value: toValue(document, value, lineAt, depth - 1),
  }
}
