/** Whether a text is the same within a JSON string. */
export function isPlainText(text: string): boolean {
  return !special.test(text)
}

/** A text as JSON, on one line for every reader and inert on a terminal. */
export function jsonString(text: string): string {
  return isPlainText(text) ? `"${text}"` : escapeControls(JSON.stringify(text))
}

/**
 * JSON escapes controls below U+0020 only. The others are valid, yet U+0085, U+2028 and U+2029 end
 * a line for many readers, and U+009B starts an escape sequence on some terminals. In a JSON text
 * they can stand in strings only.
 */
export function escapeControls(json: string): string {
  return control.test(json) ? json.replace(controls, escapeCharacter) : json
}

/** `\u001b` for an escape. */
export function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const special = /["\\\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]/
const control = /[\u007f-\u009f\u2028\u2029]/
const controls = /[\u007f-\u009f\u2028\u2029]/g
