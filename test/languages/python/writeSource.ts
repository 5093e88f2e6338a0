import type { Source } from '../../../src/model/language';
import type { Code } from './writeCases';

/** A plain file, or a notebook of code cells. */
export function sourceOfCode(code: Code): Source {
  if (typeof code === 'string') return { file: 'deploy.py', cells: [{ index: null, text: code, code: true }] };
  return { file: 'deploy.ipynb', cells: code.map((text, index) => ({ index, text, code: true })) };
}
