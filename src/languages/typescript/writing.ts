/** What is loaded when a change is first written into a program. */
export { writeTypeScript } from './writeTypeScript';
