/** What is loaded when a change is first written into a module. */
export { writeTerraform } from './write';
