/** What is loaded when a change is first written into a template. */
export { writeCloudFormation } from './write';
export { writeSuppression } from './writeSuppression';
