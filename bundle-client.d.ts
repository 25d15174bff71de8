/** Builds the program of the docs site, its looks and the licences of what it holds into a folder. */
export declare function buildClient(folder: string): Promise<void>
