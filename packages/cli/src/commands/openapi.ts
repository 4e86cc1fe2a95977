import { toOpenApi } from '@seaworthy/design/openapi'
import { writeFile } from 'node:fs/promises'
import { CliError } from '../cli-error.ts'
import { command } from '../command.ts'
import { designArguments } from '../design-arguments.ts'
import { documentText } from '../document-text.ts'
import { loadDesign } from '../load-design.ts'

/** Prints the OpenAPI document of a design. */
export const openapi = command(
  {
    meta: { name: 'openapi', description: 'Prints the OpenAPI 3.1 document of a design' },
    args: {
      ...designArguments,
      format: {
        type: 'enum',
        options: ['json', 'yaml'],
        description: 'Default: as the name of the output says, else json',
      },
      output: {
        type: 'string',
        alias: 'o',
        valueHint: 'file',
        description: 'Where to write it. Default: standard output',
      },
    },
    async run({ args: { design, export: name, format, output } }) {
      const api = await loadDesign(design, name)
      const yaml = format === undefined ? /\.ya?ml$/i.test(output ?? '') : format === 'yaml'
      const text = await documentText(toOpenApi(api.model), yaml ? 'yaml' : 'json')
      if (output === undefined) process.stdout.write(text)
      else await write(output, text)
    },
  },
  [
    'seaworthy openapi src/design.ts',
    'seaworthy openapi src/design.ts --output openapi.yaml',
    'seaworthy openapi src/design.ts --export admin --format yaml',
  ],
)

async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text)
  } catch (error) {
    const reason = (error as Error).message.replace(/, open .*$/, '')
    throw new CliError('OUTPUT_UNWRITABLE', { path, reason }, error)
  }
  console.error(`Wrote ${path}`)
}
