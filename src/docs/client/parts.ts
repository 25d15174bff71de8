/** The site's data, part by part, each loaded once and only when somebody needs it. */

interface ScriptPolicy {
  createScriptURL(address: string): string
}

declare global {
  interface Window {
    assayPart?: (name: string, json: string) => void
    readonly trustedTypes?: {
      createPolicy(name: string, rules: { createScriptURL: (address: string) => string }): ScriptPolicy
    }
  }
}

export type Part = <T>(name: string) => Promise<T>

/** `folder` is the address of the folder that the program itself was loaded from; null where all is in one file. */
export function partLoader(folder: string | null): Part {
  const loaded = new Map<string, Promise<unknown>>()
  const waiting = new Map<string, (json: string) => void>()
  const policy = scriptPolicy(folder ?? '')
  window.assayPart = (name, json) => waiting.get(name)?.(json)

  async function load(name: string): Promise<unknown> {
    const inside = document.getElementById(`part-${name}`)
    if (inside !== null) return JSON.parse(inside.textContent ?? 'null')
    if (folder === null) throw new Error(`this page holds no part '${name}'`)
    const json = await new Promise<string>((resolve, reject) => {
      waiting.set(name, resolve)
      const script = document.createElement('script')
      script.addEventListener('error', () => reject(new Error(`data/${name}.js cannot be loaded`)))
      script.src = policy.createScriptURL(`${folder}data/${name}.js`)
      document.head.append(script)
    })
    return JSON.parse(json)
  }

  return <T>(name: string) => {
    const known = loaded.get(name) ?? load(name)
    loaded.set(name, known)
    return known as Promise<T> // the encoders wrote it as this type
  }
}

/** Only data of the site may be loaded as scripts. */
function scriptPolicy(folder: string): ScriptPolicy {
  const createScriptURL = (address: string): string => {
    if (!address.startsWith(`${folder}data/`) || !/^[a-z]+(?:-\d+)?\.js$/.test(address.slice(folder.length + 5)))
      throw new TypeError(`no part of the site: ${address}`)
    return address
  }
  return window.trustedTypes?.createPolicy('assay', { createScriptURL }) ?? { createScriptURL }
}
