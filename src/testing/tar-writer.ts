import { gzipSync } from 'node:zlib'

export interface TarPart {
  readonly path: string
  readonly content?: string | Buffer
  /** The type flag: `0` a file, `1` a hard link, `2` a link, `5` a folder, `x` a pax header, `L` a long name. */
  readonly type?: string
  readonly target?: string
  /** What the header says in place of the content's length. */
  readonly size?: number
}

/** A .tar.gz with exactly these parts, however wrong they are. */
export function tarGz(parts: readonly TarPart[]): Buffer {
  return gzipSync(Buffer.concat([...parts.map(part), Buffer.alloc(1024)]))
}

function part({ path, content = '', type = '0', target = '', size }: TarPart): Buffer {
  const bytes = Buffer.from(content)
  const header = Buffer.alloc(512)
  header.write(path, 0, 100, 'utf8')
  header.write('0000644\0', 100)
  header.write((size ?? bytes.length).toString(8).padStart(11, '0'), 124)
  header.write('        ', 148)
  header.write(type, 156)
  header.write(target, 157, 100, 'utf8')
  header.write('ustar\0', 257)
  header.write('00', 263)
  const sum = header.reduce((all, byte) => all + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}
