/** A run as one page that needs nothing else: no script, no request, drawn for light and dark. */
import { createHash } from 'node:crypto'
import { type Bar, durationOf, type Timeline } from './timeline.ts'

/** Beyond these a page says nothing any more. */
const MOST_ROWS = 500

const WIDTH = 1180
const LABELS = 300
const ROW = 20
const LANE = 26

export function toTimingHtml(timeline: Timeline, title: string): string {
  const { bars, seconds, criticalPath, command, startedAt, skipped, threads } = timeline
  const critical = new Set(criticalPath)
  const sum = criticalPath.reduce((all, bar) => all + durationOf(bar), 0)
  const shown = new Set(bars.toSorted((a, b) => durationOf(b) - durationOf(a)).slice(0, MOST_ROWS))
  const rows = bars.filter((bar) => shown.has(bar) || critical.has(bar))
  const busy = threads.reduce((all, lane) => all + lane.busy, 0) / Math.max(1e-9, seconds * threads.length)
  const facts: readonly (readonly [string, string])[] = [
    ['took', time(seconds)],
    ['critical path', `${time(sum)} in ${criticalPath.length} ${criticalPath.length === 1 ? 'node' : 'nodes'}`],
    ['nodes', `${bars.length}${skipped === 0 ? '' : `, ${skipped} skipped`}`],
    ['threads', `${threads.length}, busy ${percent(busy)}`],
  ]
  const left = bars.length - rows.length
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${hashOf(STYLE)}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p><code>${escaped(command)}</code>, begun <time>${escaped(startedAt)}</time></p>
<dl>${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>
<p class="legend"><span class="key model"></span>models, seeds, snapshots <span class="key test"></span>tests <span class="key bad"></span>failed <span class="key compile"></span>compiling <span class="key critical"></span>critical path</p>
</header>
<main>
<section><h2>Threads</h2>${threadsChart(timeline, critical)}</section>
<section><h2>Critical path</h2>
<p>Each waited for the one before: with any number of threads the run takes this long.</p>
<ol>${criticalPath.map((bar) => `<li><b>${time(durationOf(bar))}</b> ${escaped(bar.name)} <i>${escaped(bar.kind)}</i></li>`).join('')}</ol></section>
<section><h2>Nodes</h2>${rowsChart(rows, seconds, critical)}${left === 0 ? '' : `<p>${left} shorter ones are not shown.</p>`}</section>
</main>
</body>
</html>
`
}

function threadsChart({ threads, seconds }: Timeline, critical: ReadonlySet<Bar>): string {
  const height = threads.length * LANE
  const lanes = threads.map(
    (lane, at) =>
      `<text class="label" x="0" y="${at * LANE + 17}">${escaped(lane.thread)}<tspan class="dim" dx="8">${percent(lane.busy / Math.max(1e-9, seconds))}</tspan></text>` +
      lane.bars.map((bar) => drawn(bar, seconds, at * LANE + 3, LANE - 6, critical)).join(''),
  )
  return chart(height, seconds, lanes.join(''), 'what each thread did')
}

function rowsChart(rows: readonly Bar[], seconds: number, critical: ReadonlySet<Bar>): string {
  const lines = rows.map((bar, at) => {
    const y = at * ROW
    return `<text class="label" x="0" y="${y + 14}">${escaped(shortened(bar.name))}</text>${drawn(bar, seconds, y + 3, ROW - 6, critical)}${durationText(bar, seconds, y + 14)}`
  })
  return chart(rows.length * ROW, seconds, lines.join('\n'), 'when each node ran')
}

function chart(height: number, seconds: number, inside: string, label: string): string {
  const ticks = ticksOf(seconds).map((second) => {
    const x = round(placeOf(second, seconds))
    return `<line class="tick" x1="${x}" x2="${x}" y1="0" y2="${height}"/><text class="dim" x="${x}" y="${height + 16}" text-anchor="middle">${time(second)}</text>`
  })
  return `<div class="scroll"><svg role="img" aria-label="${label}" viewBox="0 0 ${WIDTH + 40} ${height + 22}" width="${WIDTH + 40}" height="${height + 22}">${ticks.join('')}${inside}</svg></div>`
}

function drawn(bar: Bar, seconds: number, y: number, height: number, critical: ReadonlySet<Bar>): string {
  const { start, end, executes } = bar
  const x = placeOf(start, seconds)
  const width = Math.max(1.5, placeOf(end, seconds) - x)
  const compiled = executes === null ? 0 : Math.max(0, placeOf(executes, seconds) - x)
  const classes = [colourOf(bar), ...(critical.has(bar) ? ['critical'] : [])].join(' ')
  const told = `${bar.name} (${bar.kind}): ${bar.status}, ${time(durationOf(bar))}, from ${time(start)} to ${time(end)} on ${bar.thread}`
  const compiling =
    compiled < 1
      ? ''
      : `<rect class="compile" x="${round(x)}" y="${y}" width="${round(compiled)}" height="${height}" rx="2"/>`
  return `<g><title>${escaped(told)}</title><rect class="${classes}" x="${round(x)}" y="${y}" width="${round(width)}" height="${height}" rx="2"/>${compiling}</g>`
}

/** Beside the bar, on the side where there is room. */
function durationText(bar: Bar, seconds: number, y: number): string {
  const end = placeOf(bar.end, seconds)
  const isLate = end > WIDTH - 60
  const x = isLate ? placeOf(bar.start, seconds) - 4 : end + 4
  return `<text class="dim" x="${round(x)}" y="${y}"${isLate ? ' text-anchor="end"' : ''}>${time(durationOf(bar))}</text>`
}

const BAD: ReadonlySet<string> = new Set(['error', 'fail', 'runtime error', 'partial success'])

function colourOf({ kind, status }: Bar): string {
  if (BAD.has(status)) return 'bad'
  return kind === 'test' || kind === 'unit_test' ? 'test' : 'model'
}

function placeOf(second: number, seconds: number): number {
  return LABELS + ((WIDTH - LABELS) * second) / Math.max(1e-9, seconds)
}

/** Five to ten round moments. */
function ticksOf(seconds: number): readonly number[] {
  if (seconds <= 0) return [0]
  const rough = seconds / 8
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10)
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, at) => at * step)
}

function shortened(name: string): string {
  return name.length <= 42 ? name : `${name.slice(0, 24)}…${name.slice(-17)}`
}

function round(place: number): number {
  return Math.round(place * 10) / 10
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`
}

function time(seconds: number): string {
  if (seconds >= 60) return `${Math.floor(seconds / 60)}m ${String(Math.round(seconds % 60)).padStart(2, '0')}s`
  return `${seconds >= 10 ? seconds.toFixed(1) : seconds.toFixed(2)}s`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** What lets this style in, and no other. */
function hashOf(style: string): string {
  return `sha256-${createHash('sha256').update(style).digest('base64')}`
}

const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1c2330; --dim: #5b6472; --line: #e1e5ea; --model: #4c7fd0; --test: #7ab08c; --bad: #c8453b; --critical: #e08a00; --compile: #ffffff80 }
@media (prefers-color-scheme: dark) { :root { --ground: #14171c; --text: #e6e9ee; --dim: #98a1ae; --line: #2a2f37; --model: #5d8fe0; --test: #5f9a74; --bad: #e0635a; --critical: #ffb347; --compile: #00000070 } }
body { margin: 0 auto; max-width: 1280px; padding: 24px; background: var(--ground); color: var(--text); font: 14px/1.5 system-ui, sans-serif }
h1 { font-size: 22px; margin: 0 } h2 { font-size: 16px; margin: 28px 0 8px } p { margin: 4px 0 8px; color: var(--dim) }
dl { display: flex; flex-wrap: wrap; gap: 8px 32px; margin: 16px 0 } dt { color: var(--dim); font-size: 12px } dd { margin: 0; font-size: 18px }
ol { margin: 0; padding-left: 28px } li b { display: inline-block; min-width: 64px; font-weight: 600; font-variant-numeric: tabular-nums } li i { color: var(--dim) }
.key { display: inline-block; width: 14px; height: 10px; margin: 0 4px 0 12px; border-radius: 2px } .key:first-child { margin-left: 0 }
.key.model { background: var(--model) } .key.test { background: var(--test) } .key.bad { background: var(--bad) } .key.compile { background: linear-gradient(var(--compile), var(--compile)), var(--model) } .key.critical { box-shadow: inset 0 0 0 2px var(--critical) }
.scroll { overflow-x: auto } svg { display: block; font: 12px system-ui, sans-serif }
text { fill: var(--text) } .dim { fill: var(--dim); font-size: 11px } .tick { stroke: var(--line) }
rect.model { fill: var(--model) } rect.test { fill: var(--test) } rect.bad { fill: var(--bad) } rect.compile { fill: var(--compile) } rect.critical { stroke: var(--critical); stroke-width: 2 }
`
