/** What every command takes that reads a design. */
export const designArguments = {
  design: {
    type: 'positional',
    required: true,
    description: 'The module that exports the API, such as src/design.ts',
  },
  export: {
    type: 'string',
    valueHint: 'name',
    description: 'Which export is meant, where the module has several APIs',
  },
} as const
