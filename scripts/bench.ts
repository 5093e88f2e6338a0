// Prints how fast and how large the product is, as ratios within this one run; budgets stand beside the figures.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parser as javascriptParser } from '@lezer/javascript';
import { parser } from '@lezer/python';
import { parseDocument } from 'yaml';
import { Advisor } from '../src/advisor/advisor';
import { concerns } from '../src/advisor/languages';
import { sourceOf } from '../src/advisor/sources';
import { parseHcl } from '../src/languages/terraform/parseHcl';
import { HEAP_FLAGS } from '../src/extension/node/heapFlags';
import type { Source } from '../src/model/language';
import { reportOf } from '../src/report/json';
import { pythonApp, typescriptApp } from './bench/apps';
import { keystrokes, otherProgram, program, stacks, template, terraformFile, validKeystrokes } from './bench/generated';
import { median, ms, pairedRatio, percentile, row, timed } from './bench/measure';
import { measureServer } from './bench/server';
import type { Weighed } from './bundles.mjs';

const ROUNDS = 31;
const WARM_UP = 600;
const KEYSTROKES = 200;

function plain(file: string, text: string): Source {
  return { file, cells: [{ index: null, text, code: true }] };
}

function exampleFiles(): { readonly file: string; readonly text: string }[] {
  return readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join('examples', name)).isFile())
    .map((name) => ({ file: name.split(path.sep).join('/'), text: readFileSync(path.join('examples', name), 'utf8') }))
    .filter(({ file, text }) => concerns(file, text));
}

/** The bare parse of the same text by the same parser. */
function bareParse(source: Source): () => void {
  if (source.file.endsWith('.tf')) {
    const text = source.cells[0]?.text ?? '';
    return () => void parseHcl(text);
  }
  if (/\.(?:ya?ml|json|template)$/.test(source.file)) {
    const text = source.cells[0]?.text ?? '';
    return () => void parseDocument(text, { keepSourceTokens: false, logLevel: 'silent', prettyErrors: false });
  }
  const texts = source.cells.filter((cell) => cell.code).map((cell) => cell.text);
  if (/\.(?:[cm]?[jt]s|[jt]sx)$/.test(source.file)) {
    const own = javascriptParser.configure({ dialect: source.file.endsWith('ts') ? 'ts' : 'jsx' });
    return () => {
      for (const text of texts) own.parse(text);
    };
  }
  return () => {
    for (const text of texts) parser.parse(text);
  };
}

function benchExamples(): void {
  const sources = exampleFiles().flatMap(({ file, text }) => {
    if (!/\.(?:ya?ml|json|py|ipynb|ts|mjs)$/.test(file) || /config\.json$|\.sagegreen/.test(file)) return [];
    const outcome = sourceOf(file, text);
    return outcome.kind === 'source' ? [outcome.source] : [];
  });
  const advise = (source: Source): void => {
    const advisor = new Advisor();
    advisor.update(source);
    advisor.advise(source.file);
  };
  // A server has read other files before; without this, the first files would be timed while the engine is compiled.
  for (let round = 0; round < WARM_UP; round += 1)
    for (const source of sources) {
      advise(source);
      bareParse(source)();
    }
  const ratios = sources.map((source) => {
    const { ratio, a, b } = pairedRatio(() => advise(source), bareParse(source), ROUNDS);
    row(`  ${source.file}`, `${ratio.toFixed(2)} × (${ms(a)} / ${ms(b)})`);
    return ratio;
  });
  row('full advice against the bare parse, median of the examples', `${median(ratios).toFixed(2)} ×`, 'at most 1.50 ×');
}

function benchKeystrokes(
  name: string,
  file: string,
  text: string,
  edits: Iterable<string>,
  budget: string,
  around: ReadonlyMap<string, string> = new Map(),
): void {
  const advisor = new Advisor();
  advisor.update(plain(file, text));
  advisor.advise(file);
  for (let asked = advisor.takeMissing(); asked.length > 0; asked = advisor.takeMissing()) {
    for (const each of asked) {
      const other = around.get(each);
      if (other !== undefined) advisor.update(plain(each, other));
    }
    advisor.advise(file);
  }
  const times: number[] = [];
  for (const edited of edits)
    times.push(
      timed(() => {
        advisor.update(plain(file, edited));
        advisor.advise(file);
      }),
    );
  // The first strokes still warm the engine up.
  const warm = times.slice(20);
  const whole = median(Array.from({ length: 5 }, () => timed(bareParse(plain(file, text)))));
  const [p50, p95] = [percentile(warm, 0.5), percentile(warm, 0.95)];
  row(
    name,
    `p50 ${ms(p50)}, p95 ${ms(p95)}`,
    `${budget}; whole parse ${ms(whole)}, p95 is ${(p95 / whole).toFixed(2)} × of it`,
  );
}

function benchStacks(lines: number, budget: string): void {
  const typescript = stacks(lines);
  benchKeystrokes(
    `keystroke, valid TypeScript of ${lines} lines`,
    'a.ts',
    typescript,
    validKeystrokes(typescript, /\b(?:kept|rows|position|queue-\d+)\b/g, KEYSTROKES / 2),
    budget,
  );
}

function benchTyping(): void {
  for (const lines of [300, 5000]) {
    const budget = lines === 5000 ? 'p95 at most 10 ms' : '';
    const yaml = template(lines);
    benchKeystrokes(
      `keystroke, template of ${lines} lines`,
      'a.yaml',
      yaml,
      validKeystrokes(yaml, /(?:ml\.\w+\.\w+|queue-\d+|60)/g, KEYSTROKES / 2),
      budget,
    );
    const module = terraformFile(lines);
    benchKeystrokes(
      `keystroke, Terraform file of ${lines} lines`,
      'a.tf',
      module,
      validKeystrokes(module, /(?:ml\.\w+\.\w+|queue-\d+|60)/g, KEYSTROKES / 2),
      budget,
    );
    benchKeystrokes(
      `keystroke, broken Terraform file of ${lines} lines`,
      'a.tf',
      module,
      keystrokes(module, KEYSTROKES, true),
      '',
    );
    const python = program(lines);
    benchKeystrokes(
      `keystroke, valid Python of ${lines} lines`,
      'a.py',
      python,
      validKeystrokes(python, /\b(?:kept|rows|position|predictor_\d+)\b/g, KEYSTROKES / 2),
      budget,
    );
    benchStacks(lines, budget);
    benchKeystrokes(
      `keystroke, broken Python of ${lines} lines`,
      'a.py',
      python,
      keystrokes(python, KEYSTROKES, true),
      lines === 5000 ? 'p95 at most 20 ms' : '',
    );
  }
}

/** Far more endpoints than any file has: what the time grows with. */
function benchDense(): void {
  const yaml = template(5000, 3);
  const types = /(?:ml\.\w+\.\w+|queue-\d+|60)/g;
  benchKeystrokes(
    'the same, every third place an endpoint: template',
    'a.yaml',
    yaml,
    validKeystrokes(yaml, types, 50),
    '',
  );
  const python = program(5000, 8);
  const names = /\b(?:kept|rows|position|predictor_\d+)\b/g;
  benchKeystrokes(
    'the same, every eighth function: valid Python',
    'a.py',
    python,
    validKeystrokes(python, names, 50),
    '',
  );
}

/** A stack of an app of many, which takes values from the program that makes them all. */
function benchApps(): void {
  for (const [language, app] of [
    ['TypeScript', typescriptApp(80)],
    ['Python', pythonApp(80)],
  ] as const) {
    const text = app.files.get(app.stack) ?? '';
    const edits = validKeystrokes(text, /\bqueue-\d+\b/g, 50);
    benchKeystrokes(`keystroke in one of 80 CDK stacks, ${language}`, app.stack, text, edits, '', app.files);
  }
}

/** A workspace of so many files; one in four holds something of ours. */
function makeWorkspace(count: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sagegreen-bench-'));
  const ours = exampleFiles().filter(({ file }) => !/\.sagegreen\.yaml$|\.tf(?:vars)?$/.test(file));
  for (let index = 0; index < count; index += 1) {
    const sub = path.join(folder, `part-${index % 40}`);
    mkdirSync(sub, { recursive: true });
    const example = ours[index % ours.length];
    if (index % 4 === 0 && example !== undefined)
      writeFileSync(path.join(sub, `${index}-${path.basename(example.file)}`), example.text);
    else if (index % 4 === 1)
      writeFileSync(
        path.join(sub, `values-${index}.yaml`),
        'image: { repository: app, tag: v1 }\nreplicas: 3\n'.repeat(40),
      );
    else writeFileSync(path.join(sub, `module_${index}.py`), otherProgram(300));
  }
  return folder;
}

function benchScan(folder: string): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile());
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const read = (): void => files.forEach((file) => void readFileSync(file, 'utf8'));
  const scan = (): void => {
    const advisor = new Advisor();
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const outcome = concerns(file, text) ? sourceOf(file, text) : null;
      if (outcome?.kind === 'source') advisor.update(outcome.source);
    }
    for (const file of advisor.files()) advisor.advise(file);
  };
  const { ratio, a } = pairedRatio(scan, read, 3);
  const perSecond = `${Math.round(files.length / (a / 1000))} files/s, ${(bytes / 1e6 / (a / 1000)).toFixed(1)} MB/s`;
  row(`scan of ${files.length} files against reading them`, `${ratio.toFixed(1)} ×`, perSecond);
}

/** The bundles as they were built, with their budgets: the build prints the same and fails where one is over it. */
function benchSizes(): void {
  for (const { what, bytes, budget } of JSON.parse(readFileSync('dist/sizes.json', 'utf8')) as readonly Weighed[])
    row(what, `${(bytes / 1000).toFixed(0)} kB`, budget === null ? '' : `at most ${budget} kB`);
  const vsix = statSync('dist/sagegreen.vsix', { throwIfNoEntry: false })?.size;
  row('dist/sagegreen.vsix', vsix === undefined ? 'not packed' : `${(vsix / 1000).toFixed(0)} kB`, 'at most 1000 kB');
}

function summariseExamples(): void {
  const advisor = new Advisor({ today: new Date().toISOString().slice(0, 10) });
  for (const { file, text } of exampleFiles()) {
    const outcome = sourceOf(file, text);
    if (outcome.kind === 'source') advisor.update(outcome.source);
  }
  const { deployments, findings, coverage } = reportOf(advisor, 'us-east-1', []);
  const leading = findings.filter((finding) => finding.rank === 'leading');
  for (const file of advisor.files()) {
    const own = leading.filter((finding) => finding.file === file);
    const count = (severity: string): number => own.filter((finding) => finding.severity === severity).length;
    row(
      `  ${file}`,
      `${count('warning')} / ${count('information')} / ${count('hint')}`,
      'warnings / information / hints',
    );
  }
  row('deployments priced', `${coverage.priced} of ${coverage.deployments}`);
  const visible = advisor
    .files()
    .flatMap((file) => advisor.advise(file).findings)
    .filter((each) => each.rank === 'leading' && each.visibility === 'squiggle' && each.severity !== 'hint');
  row('visible squiggles per deployment', (visible.length / deployments.length).toFixed(2), 'at most 1');
  const refused = new Map<string, number>();
  for (const { fixes } of findings)
    for (const { refused: refusal } of fixes)
      if (refusal !== undefined) refused.set(refusal.reason, (refused.get(refusal.reason) ?? 0) + 1);
  row('fixes refused, by reason', [...refused].map(([reason, count]) => `${reason} ${count}`).join(', ') || 'none');
}

/** Runs itself again with the flags that the extension starts its server with. */
function underHeapFlags(): number {
  const { status } = spawnSync(process.execPath, [...HEAP_FLAGS, ...process.argv.slice(1)], { stdio: 'inherit' });
  return status ?? 1;
}

async function main(): Promise<void> {
  if (!HEAP_FLAGS.every((flag) => process.execArgv.includes(flag))) {
    process.exitCode = underHeapFlags();
    return;
  }
  process.stdout.write(`Node ${process.version}, ${process.arch} ${process.execArgv.join(' ')}\n\n`);
  benchExamples();
  benchTyping();
  benchDense();
  benchApps();
  const folder = makeWorkspace(2000);
  try {
    benchScan(folder);
    for (const [name, value, budget] of await measureServer(folder)) row(name, value, budget);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  benchSizes();
  summariseExamples();
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exitCode = 1;
});
