import { abs } from './abs.ts'
import { attr } from './attr.ts'
import { batch, slice } from './batch.ts'
import { capitalize, lower, title, upper } from './case.ts'
import { center } from './center.ts'
import { defaultFilter } from './default.ts'
import { dictsort } from './dictsort.ts'
import { first, last, random } from './ends.ts'
import { escapeFilter, forceescape, safe, striptags } from './escape.ts'
import { filesizeformat } from './filesizeformat.ts'
import type { Filters } from './filter.ts'
import { format } from './format.ts'
import { groupby } from './groupby.ts'
import { indent } from './indent.ts'
import { items } from './items.ts'
import { join } from './join.ts'
import { length } from './length.ts'
import { list, string } from './list.ts'
import { map } from './map.ts'
import { max, min } from './min-max.ts'
import { float, int } from './numbers.ts'
import { pprint } from './pprint.ts'
import { replace } from './replace.ts'
import { reverse } from './reverse.ts'
import { round } from './round.ts'
import { reject, rejectattr, select, selectattr } from './select.ts'
import { sort } from './sort.ts'
import { sum } from './sum.ts'
import { tojson } from './tojson.ts'
import { trim } from './trim.ts'
import { truncate } from './truncate.ts'
import { unique } from './unique.ts'
import { urlencode } from './urlencode.ts'
import { urlize } from './urlize.ts'
import { wordcount } from './wordcount.ts'
import { wordwrap } from './wordwrap.ts'
import { xmlattr } from './xmlattr.ts'

/** All filters of Jinja2 3.1. */
export const BUILT_IN_FILTERS: Filters = Object.freeze(
  Object.assign(Object.create(null), {
    abs,
    attr,
    batch,
    capitalize,
    center,
    count: length,
    d: defaultFilter,
    default: defaultFilter,
    dictsort,
    e: escapeFilter,
    escape: escapeFilter,
    filesizeformat,
    first,
    float,
    forceescape,
    format,
    groupby,
    indent,
    int,
    items,
    join,
    last,
    length,
    list,
    lower,
    map,
    max,
    min,
    pprint,
    random,
    reject,
    rejectattr,
    replace,
    reverse,
    round,
    safe,
    select,
    selectattr,
    slice,
    sort,
    string,
    striptags,
    sum,
    title,
    tojson,
    trim,
    truncate,
    unique,
    upper,
    urlencode,
    urlize,
    wordcount,
    wordwrap,
    xmlattr,
  } satisfies Filters),
)
