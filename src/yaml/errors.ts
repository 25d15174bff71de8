import type { Diagnostic } from '../base/diagnostic.ts'
import type { Location } from '../base/position.ts'
import { MAX_DEPTH } from './cursor.ts'

const LEARN = 'in case of doubt put the whole value in quotes'

/** What the file breaks off at is said by `message`; `hint` is how it was probably meant. */
export function yamlSyntax(message: string, at: Location, hint: string = LEARN): Diagnostic {
  return { code: 'yaml-syntax', severity: 'error', message, hint, at }
}

export function tabIndentation(at: Location): Diagnostic {
  return yamlSyntax('a tab stands where YAML allows only spaces', at, 'replace the tab by spaces')
}

export function unquotedJinja(opening: string, at: Location): Diagnostic {
  return yamlSyntax(
    `a value that begins with \`${opening}\` must be in quotes: YAML takes the brace for the start of a mapping`,
    at,
    `write the whole value in double quotes, and single quotes inside it: "{{ var('x') }}"`,
  )
}

export function mergeConflict(at: Location): Diagnostic {
  return yamlSyntax('a merge conflict is left in the file', at, 'keep one of the two versions and remove the markers')
}

export function colonInValue(at: Location): Diagnostic {
  return yamlSyntax('this value contains `: `, which makes it look like a key', at, 'put the whole value in quotes')
}

export function deeperThanItsKey(at: Location): Diagnostic {
  return yamlSyntax(
    'this line is indented deeper than its neighbours, though the line before it already has a value',
    at,
    'align it with the line before',
  )
}

export function misalignedLine(at: Location): Diagnostic {
  return yamlSyntax(
    'the indentation of this line fits no line above it',
    at,
    'keys of one mapping, and the dashes of one list, start in the same column',
  )
}

export function missingColon(key: string, at: Location): Diagnostic {
  return yamlSyntax(`a colon is missing after '${key}'`, at, `write '${key}:'`)
}

export function missingSpaceAfterColon(key: string, at: Location): Diagnostic {
  return yamlSyntax(`a space is missing after the colon of '${key}'`, at, `write '${key}: ' and then the value`)
}

export function missingSpaceAfterDash(at: Location): Diagnostic {
  return yamlSyntax('a space is missing after the dash', at, "write '- ' and then the entry")
}

export function unclosedQuote(quote: string, at: Location): Diagnostic {
  return yamlSyntax(
    `the ${quote} that opens here is never closed`,
    at,
    `close it, or double a ${quote} that belongs to the text`,
  )
}

export function unclosedBracket(bracket: string, at: Location): Diagnostic {
  return yamlSyntax(
    `the ${bracket} that opens here is not closed`,
    at,
    `add the missing ${CLOSING[bracket] ?? bracket}`,
  )
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '{': '}' }

export function missingComma(at: Location): Diagnostic {
  return yamlSyntax('a comma is missing between two entries', at, 'separate the entries by commas')
}

export function textAfterValue(at: Location): Diagnostic {
  return yamlSyntax(
    'there is more text after the value has ended',
    at,
    "put the whole value in one pair of quotes; a ' inside single quotes is written ''",
  )
}

export function badStart(character: string, at: Location): Diagnostic {
  return yamlSyntax(
    `a value cannot begin with ${character} unless it is in quotes`,
    at,
    'put the whole value in quotes',
  )
}

export function badEscape(sequence: string, at: Location): Diagnostic {
  return yamlSyntax(
    `${sequence} means nothing in double quotes`,
    at,
    'use single quotes, where a backslash is only a backslash, or double it',
  )
}

export function unknownAlias(name: string, at: Location): Diagnostic {
  return yamlSyntax(
    name === ''
      ? 'a value that begins with * refers to an anchor, but none is named'
      : `no anchor '&${name}' stands above this`,
    at,
    'if the * belongs to the text, put the whole value in quotes',
  )
}

export function severalDocuments(at: Location): Diagnostic {
  return yamlSyntax('the file holds several documents, separated by `---`', at, 'keep one document a file')
}

export function controlCharacter(point: number, at: Location): Diagnostic {
  const code = point.toString(16).toUpperCase().padStart(4, '0')
  return yamlSyntax(`the file contains the unprintable character U+${code}`, at, 'remove it')
}

export function collectionAsKey(at: Location): Diagnostic {
  return yamlSyntax('a list or mapping cannot be a key', at, 'put the key in quotes')
}

export function missingKey(at: Location): Diagnostic {
  return yamlSyntax('a key is missing before this colon', at, 'put the value in quotes if the colon belongs to it')
}

export function unsupportedTag(tag: string, at: Location): Diagnostic {
  return yamlSyntax(
    `the tag ${tag} is not supported here`,
    at,
    'remove the tag, or put the value in quotes if it belongs to the text',
  )
}

export function badMerge(at: Location): Diagnostic {
  return yamlSyntax('`<<` merges mappings, and this is not one', at, 'refer to an anchored mapping: `<<: *name`')
}

export function containsItself(name: string, at: Location): Diagnostic {
  return yamlSyntax(`the anchor '&${name}' contains itself`, at, 'refer to it from outside only')
}

export function tooLarge(what: string, limit: string, at: Location): Diagnostic {
  return {
    code: 'yaml-too-large',
    severity: 'error',
    message: `the file ${what}, more than the ${limit} that are read`,
    hint: 'split the file, or use fewer references to anchors',
    at,
  }
}

export function tooDeep(at: Location): Diagnostic {
  return tooLarge('nests collections too deeply', `${MAX_DEPTH} levels`, at)
}

export function duplicateKey(key: string, at: Location): Diagnostic {
  return {
    code: 'duplicate-yaml-key',
    severity: 'warning',
    message: `the key '${key}' stands twice in one mapping; the last one counts`,
    hint: 'remove one of the two',
    at,
  }
}
