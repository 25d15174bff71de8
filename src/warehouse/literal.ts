/** `'text'` with quotes doubled, as an E-string where there is a backslash. For what cannot be bound, like settings. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`
  return text.includes('\\') ? ` E${quoted}` : quoted
}
