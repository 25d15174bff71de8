import { OneWay } from '../../one-way.ts'

/** An iterator that may have no end: what is made of it must not ask for all of it. */
export class Endless extends OneWay {}
