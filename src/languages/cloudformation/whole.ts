/** What is loaded when a document first concerns CloudFormation. */
export { link } from './link';
export { bindingsFor, readBindings } from './parameters';
export { read } from './read';
