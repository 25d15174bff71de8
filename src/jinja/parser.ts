import type { Span } from '../base/position.ts'
import type { Expression, NamedBlock, Parameter } from './ast.ts'
import type { Origin } from './errors.ts'
import type { JinjaLexer } from './lexer.ts'
import { StatementParser } from './statement-parser.ts'

/** The whole language: Jinja2's statements and dbt's blocks. */
export class JinjaParser extends StatementParser {
  constructor(lexer: JinjaLexer, origin: Origin) {
    super(lexer, origin)
    this.extensions = [
      ...this.extensions,
      { tags: ['test', 'data_test'], parse: () => this.#parseTest() },
      { tags: ['materialization'], parse: () => this.#parseMaterialization() },
      { tags: ['snapshot', 'docs'], parse: () => this.#parseContent() },
    ]
  }

  #parseTest(): NamedBlock {
    const tag = this.tag()
    const block = tag.name.value === 'test' ? 'test' : 'data_test'
    const [name, nameSpan] = this.blockName('the test')
    const parameters = this.parameters()
    const body = this.calledBody(tag, `end${block}`)
    return { kind: 'named-block', span: this.span(tag.start), block, name, nameSpan, adapter: null, parameters, body }
  }

  /** `{% materialization name, default %}`, `…, adapter='postgres', supported_languages=['sql'] %}` */
  #parseMaterialization(): NamedBlock {
    const tag = this.tag()
    const [name, nameSpan] = this.blockName('the materialization')
    let adapter = 'default'
    let languages: Parameter = supportedLanguages(nameSpan)
    while (this.skip('comma')) {
      const option = this.takeName('an option')
      if (option.value === 'adapter') {
        this.takeAssign()
        const value = this.parseExpression()
        if (value.kind !== 'literal' || typeof value.value !== 'string')
          throw this.errorAt(value.span.start, "the materialization's 'adapter' must be a string")
        adapter = value.value
      } else if (option.value === 'supported_languages') {
        this.takeAssign()
        const value = this.parseExpression()
        languages = { ...languages, span: { start: option.start, end: option.end }, default: value }
      } else if (option.value !== 'default') {
        const hint = "there are 'default', 'adapter' and 'supported_languages'"
        throw this.errorAt(option.start, `a materialization has no option '${option.value}'`, hint)
      }
    }
    const body = this.calledBody(tag, 'endmaterialization')
    const span = this.span(tag.start)
    const parameters = [languages]
    return { kind: 'named-block', span, block: 'materialization', name, nameSpan, adapter, parameters, body }
  }

  #parseContent(): NamedBlock {
    const tag = this.tag()
    const block = tag.name.value === 'docs' ? 'docs' : 'snapshot'
    const [name, nameSpan] = this.blockName(`the ${block} block`)
    const body = this.calledBody(tag, `end${block}`)
    const span = this.span(tag.start)
    return { kind: 'named-block', span, block, name, nameSpan, adapter: null, parameters: [], body }
  }
}

/** What a materialization without `supported_languages` has. */
function supportedLanguages(span: Span): Parameter {
  const sql: Expression = { kind: 'list', span, items: [{ kind: 'literal', span, value: 'sql' }] }
  return { name: 'supported_languages', span, default: sql, type: null }
}
