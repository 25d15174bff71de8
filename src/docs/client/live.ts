/** A site that is served reloads itself when there is news; any other has no such address, and may not connect. */
export function followNews(): void {
  const address = document.querySelector<HTMLMetaElement>('meta[name=assay-live]')?.content
  if (address === undefined || typeof EventSource === 'undefined') return
  new EventSource(address).addEventListener('message', () => location.reload())
}
