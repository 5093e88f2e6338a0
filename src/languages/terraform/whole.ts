/** What is loaded when a document first concerns Terraform. */
export { bindingsFor, readBindings } from './bindings';
export { link } from './link';
export { read } from './read';
