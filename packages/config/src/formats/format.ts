/** How one kind of setting is written and read. */
export interface Format<Value> {
  /** `port`, `duration`, … */
  readonly kind: string
  /** Ends the sentence "it is not …": `a port from 1 to 65535`. */
  readonly expected: string
  readonly example: string
  /** `undefined` if the text is not of this form. */
  parse(text: string): Value | undefined
  /** Of a YAML sequence; a format without it takes one text only. */
  parseItems?(items: readonly string[]): Value | undefined
  /** As an operator would write it. */
  print(value: Value): string
  /** What a wrong text tells about how it came about. */
  hint?(text: string): string | undefined
}
