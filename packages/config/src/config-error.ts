import { type ConfigProblem, type ConfigWarning, formatProblem } from './problem-report.ts'

/** Of a terminal; longer lines are wrapped. */
const columns = 120

/** For the problems; with a heading and an end it is less than fifty. */
const rows = 44

/**
 * A configuration that cannot be used. The message is made for a terminal: every problem up to a
 * screenful, then how many there are besides. `problems` holds them all.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  declare readonly problems: readonly ConfigProblem[]

  /** What else looked wrong: a misspelled variable may be why another is missing. */
  declare readonly warnings: readonly ConfigWarning[]

  constructor(
    environment: string,
    problems: readonly ConfigProblem[],
    warnings: readonly ConfigWarning[] = [],
  ) {
    super(toMessage(environment, problems, warnings))
    // Neither frames nor a dump of the properties help whoever reads it on stderr.
    this.stack = `${this.name}: ${this.message}`
    Object.defineProperty(this, 'problems', { value: Object.freeze([...problems]) })
    Object.defineProperty(this, 'warnings', { value: Object.freeze([...warnings]) })
  }
}

function toMessage(
  environment: string,
  problems: readonly ConfigProblem[],
  warnings: readonly ConfigWarning[],
): string {
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`
  const told = fitOnScreen(problems.map(formatProblem), rows)
  const rest = problems.length - told.shown.length
  if (rest > 0) told.shown.push(`  … and ${rest} more; the same mistake may be behind many of them`)
  const hints = fitOnScreen(warnings.map(formatProblem), told.left - 2).shown
  const also = hints.length === 0 ? [] : ['', 'Perhaps it has to do with this:', '', ...hints]
  return [`The configuration for ${environment} has ${count}:`, '', ...told.shown, ...also].join(
    '\n',
  )
}

/** As many as there are rows for. */
function fitOnScreen(texts: readonly string[], available: number) {
  const shown: string[] = []
  let left = available
  for (const text of texts) {
    const needed = text.split('\n').reduce((sum, line) => sum + Math.ceil(line.length / columns), 0)
    if (needed > left) break
    left -= needed
    shown.push(text)
  }
  return { shown, left }
}
