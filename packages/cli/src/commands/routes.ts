import type { ApiModel, MethodModel } from '@seaworthy/design'
import { command } from '../command.ts'
import { designArguments } from '../design-arguments.ts'
import { loadDesign } from '../load-design.ts'
import { tableText } from '../table-text.ts'

/** Lists what a design answers, a route a line. */
export const routes = command(
  {
    meta: { name: 'routes', description: 'Lists the routes of a design' },
    args: designArguments,
    async run({ args: { design, export: name } }) {
      const { model } = await loadDesign(design, name)
      console.log(tableText(['VERB', 'PATH', 'METHOD', 'SECURITY', 'DEADLINE'], rowsOf(model)))
    },
  },
  ['seaworthy routes src/design.ts', 'seaworthy routes src/design.ts --export admin'],
)

function rowsOf({ services }: ApiModel): string[][] {
  return services.flatMap(({ name, methods, files, redirects }) => [
    ...methods.flatMap((method) =>
      method.routes.map(({ verb, path }) => [
        verb,
        path,
        `${name}.${method.name}`,
        securityOf(method),
        durationText(method.deadline),
      ]),
    ),
    ...files.map(({ path, folder }) => ['GET', path, `${name}: files in ${folder}`, '-', '-']),
    ...redirects.map(({ path, to }) => ['GET', path, `${name}: redirect to ${to}`, '-', '-']),
  ])
}

function securityOf({ security }: MethodModel): string {
  const alternatives = security.map((alternative) =>
    alternative
      .map(({ scheme, requiredScopes }) =>
        requiredScopes.length === 0 ? scheme.name : `${scheme.name}(${requiredScopes.join(' ')})`,
      )
      .join(' + '),
  )
  return alternatives.join(' | ') || '-'
}

function durationText(milliseconds: number): string {
  if (milliseconds % 60_000 === 0) return `${milliseconds / 60_000}m`
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`
}
