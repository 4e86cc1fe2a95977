/**
 * Where a text stops being JSON (RFC 8259), counted from 0. The parser's own message may quote the
 * text, which may hold secrets, and does not always tell the place.
 */
export function findJsonError(text: string): number {
  const open: string[] = []
  let index = 0
  let expected: 'value' | 'first' | 'name' | 'colon' | 'rest' = 'value'
  for (;;) {
    while (isSpace(text.charCodeAt(index))) index++
    const char = text[index]
    if (expected === 'rest') {
      const closer = open.at(-1)
      if (closer === undefined || (char !== ',' && char !== closer)) return index
      if (char === closer) open.pop()
      else expected = closer === '}' ? 'name' : 'value'
      index++
    } else if (expected === 'colon') {
      if (char !== ':') return index
      expected = 'value'
      index++
    } else if (expected === 'first' && char === open.at(-1)) {
      open.pop()
      expected = 'rest'
      index++
    } else if (expected === 'name' || (expected === 'first' && open.at(-1) === '}')) {
      const end = char === '"' ? skipString(text, index + 1) : ~index
      if (end < 0) return ~end
      index = end
      expected = 'colon'
    } else if (char === '{' || char === '[') {
      open.push(char === '{' ? '}' : ']')
      expected = 'first'
      index++
    } else {
      const end = char === '"' ? skipString(text, index + 1) : skipWord(text, index)
      if (end < 0) return ~end
      index = end
      expected = 'rest'
    }
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

const escape = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/** The index behind the closing quote, or the complement of where the string breaks off. */
function skipString(text: string, start: number): number {
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === 0x22) return index + 1
    if (code < 0x20) return ~index
    if (code !== 0x5c) continue
    escape.lastIndex = index
    if (!escape.test(text)) return ~index
    index = escape.lastIndex - 1
  }
  return ~text.length
}

const word = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function skipWord(text: string, start: number): number {
  word.lastIndex = start
  return word.test(text) ? word.lastIndex : ~start
}
