/** What is loaded when a document first concerns Python. */
export { linkPython } from './link';
export { readPython } from './reading';
