export type LabelValue = string | number | boolean

/** The labels of one series, with the text that both formats write between the braces. */
export interface LabelSet {
  readonly labels: Readonly<Record<string, string>>
  /** `method="GET",path="/users"`; empty without labels. */
  readonly text: string
}

export const noLabels: LabelSet = { labels: {}, text: '' }

/** An empty value is no label: Prometheus makes no difference, and OpenMetrics advises against it. */
export function toLabelSet(all: Readonly<Record<string, string>>): LabelSet {
  const labels: Record<string, string> = {}
  let text = ''
  for (const [name, value] of Object.entries(all)) {
    if (value === '') continue
    labels[name] = value
    text += `${text === '' ? '' : ','}${name}="${escapeLabelValue(value)}"`
  }
  return { labels, text }
}

/** A backslash, a quote and the end of a line; half of a surrogate pair is no UTF-8. */
export function escapeLabelValue(value: string): string {
  if (!special.test(value)) return value
  return value.toWellFormed().replace(/[\\"\n]/g, (char) => (char === '\n' ? '\\n' : `\\${char}`))
}

const special = /[\\"\n\ud800-\udfff]/
