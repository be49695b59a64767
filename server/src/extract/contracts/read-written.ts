import type { Contract, Operation, Parameter } from '../../model/contract.ts';
import { promisedOperations } from '../../model/contract-changes.ts';
import type { WrittenContract, WrittenOperation } from '../../model/contract-written.ts';
import type { JsonNode } from '../../model/json.ts';
import type { Place, Span } from '../../model/span.ts';
import type { TokenText } from '../routes/reading/token-text.ts';
import { SchemaNotes } from '../routes/sketch/schema-notes.ts';
import { propertiesOf, type Way } from '../routes/sketch/shapes.ts';
import { type SketchInput, SketchSource } from '../routes/sketch/source.ts';
import type { Content, Said } from './said.ts';
import { lostAt, memberAt, objectNode, plainNode, SchemaNodes } from './schema-nodes.ts';
import { saidBy } from './written-forms.ts';
import { partsOf } from './written-parts.ts';
import { WrittenText } from './written-text.ts';

/**
 * Reads what contracts in TypeScript say of bodies, answers and the types of parameters. Reads whole texts, so it is for
 * changes that are judged and not for every edit; the texts have to stay the same.
 */
export function createWrittenReader(input: SketchInput): (contract: Contract) => WrittenContract {
  const tokens = new Map<string, TokenText | undefined>();
  return (contract) => readWritten(contract, input, tokens);
}

function readWritten(
  contract: Contract,
  input: SketchInput,
  tokens: Map<string, TokenText | undefined>,
): WrittenContract {
  const inputs = new Set<string>();
  const noting =
    <T>(read: (path: string) => T) =>
    (path: string): T => {
      inputs.add(path);
      return read(path);
    };
  const noted = { facts: noting(input.facts), text: noting(input.text), follow: input.follow };
  const notes = new SchemaNotes();
  const text = new WrittenText(new SketchSource(noted, notes, tokens));
  const nodes = new SchemaNodes(notes);
  const operations = promisedOperations(contract).map((each) => new OperationNodes(each, nodes).made(text));
  inputs.delete(contract.path);
  return { path: contract.path, operations, definitions: nodes.definitions, inputs: [...inputs].sort() };
}

/** The parts of one operation as nodes of its file. */
class OperationNodes {
  constructor(
    readonly operation: Operation,
    readonly nodes: SchemaNodes,
  ) {}

  made(text: WrittenText): WrittenOperation {
    const { path, span, method, template, isDeprecated } = this.operation;
    const parts = partsOf(this.operation);
    // What they are made of counts among what the contract rests on.
    for (const rest of parts?.rests ?? []) text.source.evaluation.textsOf(rest);
    const said = saidBy(parts, this.operation, text);
    const body = this.#body(said.body);
    return {
      ...{ path, span, method, template, isDeprecated },
      parameters: this.#parameters(said),
      ...(body && { body }),
      answers: this.#answers(said.answers),
      ...(said.hasOpenErrors && { hasOpenErrors: true }),
    };
  }

  #span({ path, span }: Place): Span {
    return path === this.operation.path ? span : this.operation.span;
  }

  #parameters({ places }: Said): JsonNode {
    const { span, parameters, hasOpenParameters } = this.operation;
    const items = parameters.map((parameter) => this.#parameter(parameter, places));
    return { kind: 'array', span, items: hasOpenParameters ? [...items, lostAt(span)] : items };
  }

  #parameter(parameter: Parameter, places: Said['places']): JsonNode {
    const { path, span, name, in: place, isRequired } = parameter;
    const schema = propertiesOf(places[place] ?? {})[name] ?? {};
    const node = objectNode(span, [
      memberAt('name', span, plainNode(name, span)),
      memberAt('in', span, plainNode(place, span)),
      memberAt('required', span, plainNode(isRequired, span)),
      memberAt('schema', span, this.nodes.of(schema, { path, span }, 'sent')),
    ]);
    return this.nodes.placed(
      node,
      { path, span },
      this.operation,
      `${this.#pointer()}/parameters/${place}:${name}`,
    );
  }

  #pointer(): string {
    const { template, method } = this.operation;
    return `/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`;
  }

  #body(body: Said['body']): WrittenOperation['body'] {
    if (body === undefined || body === 'unknown') return body;
    const [first] = body.content;
    const span = first ? this.#span(first.place) : this.operation.span;
    return objectNode(span, [
      memberAt('required', span, plainNode(body.isRequired, span)),
      memberAt('content', span, this.#content(body.content, span, 'sent')),
    ]);
  }

  #answers(answers: Said['answers']): WrittenOperation['answers'] {
    if (answers === 'unknown') return answers;
    const members = answers.map(({ status, place, content }) => {
      const span = this.#span(place);
      const node =
        content === 'unknown'
          ? lostAt(span)
          : objectNode(span, [memberAt('content', span, this.#content(content, span, 'answered'))]);
      return memberAt(status, span, node);
    });
    return objectNode(this.operation.span, members);
  }

  #content(content: Content, span: Span, way: Way): JsonNode {
    const members = content.map(({ media, schema, place }) => {
      const at = this.#span(place);
      const node = this.nodes.of(schema, { path: this.operation.path, span: at }, way);
      return memberAt(media, at, objectNode(at, [memberAt('schema', at, node)]));
    });
    return objectNode(span, members);
  }
}
