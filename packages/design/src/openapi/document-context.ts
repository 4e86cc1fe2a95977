import type { ApiModel } from '../model/model.ts'
import { ComponentSchemas } from './component-schemas.ts'
import { ExampleWriter } from './example-writer.ts'
import { ProblemResponses } from './problem-responses.ts'

/** What the parts of a document share while it is written. */
export class DocumentContext {
  readonly schemas: ComponentSchemas
  readonly examples: ExampleWriter
  readonly problems: ProblemResponses

  constructor(model: ApiModel) {
    this.schemas = new ComponentSchemas(model)
    this.examples = new ExampleWriter(model, this.schemas)
    this.problems = new ProblemResponses(this.schemas, this.examples)
  }
}
