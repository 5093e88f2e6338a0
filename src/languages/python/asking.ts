/** What is loaded when a program first sends a request to an endpoint. */
export { chained } from './chains';
export { isOverDataSet } from './dataSets';
export { handedOn } from './handedOn';
