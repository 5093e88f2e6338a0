import { compilationFor, type Compilation } from '../../src/practices/compileRecipe';
import { pruneModel } from '../../src/practices/pruneModel';
import { detect, endpointWith } from './graphBuilder';
import { assertPython } from './pythonSyntax';

describe('rewrites that make a model faster or smaller', () => {
  const compilations: readonly Compilation[] = ['torch', 'onnx', 'optimum', 'tf2onnx', 'treelite', 'optimize'];
  for (const compilation of compilations)
    it(`can be parsed: ${compilation}`, () => {
      for (const text of Object.values(compilationFor(compilation, 'ml.g6.xlarge').snippets)) assertPython(text);
    });

  for (const repository of ['pytorch-inference:2.6.0-cpu', 'tensorflow-inference:2.14.1-cpu'])
    it(`can be parsed: pruning for ${repository}`, () => {
      const at = { file: 'unit', cell: null, start: 0, end: 1 };
      const [proposal] = detect(pruneModel, {
        ...endpointWith({
          container: { Image: `763104351884.dkr.ecr.us-east-1.amazonaws.com/${repository}` },
          observations: [{ kind: 'trainingJob', at }],
        }),
      });
      for (const text of Object.values(proposal?.recipe?.snippets ?? { none: '(' })) assertPython(text);
    });
});
