/**
 * The baseline under another name. Its ratio should be 1: how far it is off, and its range, say
 * which differences between other peers mean something on this machine, at this hour.
 */
import './node-http.ts'
