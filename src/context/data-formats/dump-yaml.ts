import type { Value } from '../../jinja/values/value.ts'
import { toYamlNode, type YamlMapping, type YamlNode, type YamlScalar } from './yaml-node.ts'
import { stylesOf } from './yaml-style.ts'
import { tagOfPlain } from './yaml-tag.ts'
import { YamlWriter } from './yaml-writer.ts'

/**
 * PyYAML's `safe_dump(value, sort_keys=sortKeys)`: block style in ASCII, lines of 80 characters. Throws
 * `Unrepresentable` for what YAML has no spelling for.
 */
export function dumpYaml(value: Value, sortKeys: boolean): string {
  const root = toYamlNode(value, sortKeys)
  const output: Output = { writer: new YamlWriter(), anchors: anchorsOf(root), written: new Set() }
  const plain = write(output, root, 'root')
  output.writer.newLine()
  // A plain scalar on its own needs an end, for whoever reads on.
  return plain ? `${output.writer.text}...\n` : output.writer.text
}

interface Output {
  readonly writer: YamlWriter
  /** Names of the nodes that stand more than once. */
  readonly anchors: ReadonlyMap<YamlNode, string>
  readonly written: Set<YamlNode>
}

type Place = 'root' | 'item' | 'key' | 'long key' | 'value'

/** True when a scalar was written without quotes. */
function write(output: Output, node: YamlNode, place: Place): boolean {
  const { writer } = output
  const anchor = output.anchors.get(node)
  if (anchor !== undefined) {
    const again = output.written.has(node)
    output.written.add(node)
    writer.indicator(`${again ? '*' : '&'}${anchor}`, true)
    if (again) return false
  }
  switch (node.kind) {
    case 'scalar':
      return writeScalar(writer, node, place)
    case 'sequence': {
      if (node.items.length === 0) {
        writeEmpty(writer, '[', ']')
        return false
      }
      writer.indent(false, place !== 'root' && place !== 'item' && !writer.atIndention)
      for (const item of node.items) {
        writer.newLine()
        writer.indicator('-', true, { indention: true })
        write(output, item, 'item')
      }
      writer.dedent()
      return false
    }
    case 'mapping':
      if (node.tag !== undefined) writer.indicator(node.tag, true)
      if (node.pairs.length === 0) writeEmpty(writer, '{', '}')
      else writePairs(output, node)
      return false
  }
}

function writePairs(output: Output, node: YamlMapping): void {
  const { writer } = output
  writer.indent(false)
  for (const [key, value] of node.pairs) {
    writer.newLine()
    if (isSimple(output, key)) {
      write(output, key, 'key')
      writer.indicator(':', false)
    } else {
      writer.indicator('?', true, { indention: true })
      write(output, key, 'long key')
      writer.newLine()
      writer.indicator(':', true, { indention: true })
    }
    write(output, value, 'value')
  }
  writer.dedent()
}

function writeEmpty(writer: YamlWriter, open: string, close: string): void {
  writer.indicator(open, true, { space: true })
  writer.indicator(close, false)
}

const LONGEST_KEY = 128

/** True for a key that fits on its line before a colon. */
function isSimple({ anchors, written }: Output, key: YamlNode): boolean {
  const anchor = anchors.get(key)
  if (anchor !== undefined && written.has(key)) return true
  const length = anchor?.length ?? 0
  if (key.kind === 'sequence') return key.items.length === 0
  if (key.kind === 'mapping') return key.pairs.length === 0
  const { empty, multiline } = stylesOf(key.text)
  return length + [...key.text].length < LONGEST_KEY - tagLength(key) && !empty && !multiline
}

/** PyYAML counts the tag of a key, though it does not write it: `tag:yaml.org,2002:` is written `!!`. */
function tagLength({ tag }: YamlScalar): number {
  return tag.length + 2
}

function writeScalar(writer: YamlWriter, { tag, text }: YamlScalar, place: Place): boolean {
  const styles = stylesOf(text)
  const simpleKey = place === 'key'
  const meansItself = tagOfPlain(text) === tag
  const plain = meansItself && styles.plain && !(simpleKey && (styles.empty || styles.multiline))
  // In quotes everything is text, unless a tag says otherwise.
  if (!plain && tag !== 'str') writer.indicator(`!!${tag}`, true)
  writer.indent(true)
  if (plain) writer.plain(text, !simpleKey)
  else if (styles.singleQuoted && !(simpleKey && styles.multiline)) writer.singleQuoted(text, !simpleKey)
  else writer.doubleQuoted(text, !simpleKey)
  writer.dedent()
  return plain
}

/** Names for the nodes that stand more than once, counted as their second place is met. */
function anchorsOf(root: YamlNode): ReadonlyMap<YamlNode, string> {
  const seen = new Set<YamlNode>()
  const anchors = new Map<YamlNode, string>()
  const visit = (node: YamlNode): void => {
    if (seen.has(node)) {
      if (!anchors.has(node)) anchors.set(node, `id${String(anchors.size + 1).padStart(3, '0')}`)
      return
    }
    seen.add(node)
    if (node.kind === 'sequence') node.items.forEach(visit)
    if (node.kind === 'mapping') {
      for (const [key, value] of node.pairs) {
        visit(key)
        visit(value)
      }
    }
  }
  visit(root)
  return anchors
}
