/** What is loaded when a document first concerns TypeScript or JavaScript. */
export { linkTypeScript } from './link';
export { readTypeScript } from './reading';
