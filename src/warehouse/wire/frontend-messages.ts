/**
 * What a client says to PostgreSQL once it is let in, protocol version 3.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */

const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4)
const COPY_DONE = Uint8Array.of(0x63, 0, 0, 0, 4)
/** Describe the unnamed portal, run it to its end. */
const DESCRIBE_EXECUTE = Uint8Array.of(0x44, 0, 0, 0, 6, 0x50, 0, 0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0)

/** One or several statements without parameters. */
export function queryMessage(sql: string): Uint8Array {
  return message('Q', cString(sql))
}

/** One statement with its parameters as text, their types left to the server: parse, bind, describe, execute, sync. */
export function boundQueryMessages(sql: string, parameters: readonly (string | null)[]): Uint8Array {
  const parse = message('P', Buffer.concat([Uint8Array.of(0), cString(sql), int16(0)]))
  const values = parameters.flatMap((value) => {
    if (value === null) return [int32(-1)]
    const text = Buffer.from(value, 'utf8')
    return [int32(text.length), text]
  })
  // Portal and statement unnamed, all parameters in text format, then the values, all results in text format.
  const bind = message('B', Buffer.concat([int16(0), int16(0), int16(parameters.length), ...values, int16(0)]))
  return Buffer.concat([parse, bind, DESCRIBE_EXECUTE, SYNC])
}

export function copyDataMessage(chunk: string): Uint8Array {
  return message('d', Buffer.from(chunk, 'utf8'))
}

export function copyDoneMessage(): Uint8Array {
  return COPY_DONE
}

/** Gives a `copy … from stdin` up; the server answers with error 57014 that quotes `reason`. */
export function copyFailMessage(reason: string): Uint8Array {
  return message('f', cString(reason))
}

/** The only message of a connection of its own: cancel what the backend with this key is doing. */
export function cancelRequest(processId: number, secretKey: number): Uint8Array {
  return Buffer.concat([int32(16), int32(80877102), int32(processId), int32(secretKey)])
}

/** The first message of a connection that wants TLS; the server answers `S` or `N`. */
export function sslRequest(): Uint8Array {
  return Buffer.concat([int32(8), int32(80877103)])
}

function message(type: string, body: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(body.length + 5)
  bytes.write(type, 0, 'latin1')
  bytes.writeInt32BE(body.length + 4, 1)
  bytes.set(body, 5)
  return bytes
}

function cString(text: string): Uint8Array {
  const length = Buffer.byteLength(text, 'utf8')
  const bytes = Buffer.allocUnsafe(length + 1)
  bytes.write(text, 0, 'utf8')
  bytes[length] = 0
  return bytes
}

function int16(value: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}
