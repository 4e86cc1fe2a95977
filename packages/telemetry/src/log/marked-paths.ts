import { logError } from './log-error.ts'

/** How marked paths lead on from some place in a value. */
export interface Mark {
  /** A path ends here: what stands here is masked. */
  readonly masked: boolean
  readonly members: ReadonlyMap<string, Mark>
}

/**
 * Compiles JSON Pointers (RFC 6901). A segment `*` stands for any one member or element: the
 * pointer `/payload/tags/*` marks each tag.
 */
export function compileMarks(pointers: readonly string[]): readonly Mark[] {
  if (pointers.length === 0) return []
  const root = new Branch()
  for (const pointer of pointers) {
    if (!pointer.startsWith('/')) throw logError('MARK_PATH', { path: pointer })
    const segments = pointer.slice(1).split('/')
    const end = segments.reduce((branch, segment) => branch.grow(unescape(segment)), root)
    end.masked = true
  }
  return [root]
}

/** Several marks may lead through a member: one by its name, one by `*`. */
export function followMarks(marks: readonly Mark[], name: string): readonly Mark[] {
  if (marks.length === 0) return marks
  return marks
    .flatMap(({ members }) => [members.get(name), members.get('*')])
    .filter((mark) => mark !== undefined)
}

class Branch implements Mark {
  masked = false
  readonly members = new Map<string, Branch>()

  grow(name: string): Branch {
    const branch = this.members.get(name) ?? new Branch()
    this.members.set(name, branch)
    return branch
  }
}

function unescape(segment: string): string {
  return segment.replaceAll('~1', '/').replaceAll('~0', '~')
}
