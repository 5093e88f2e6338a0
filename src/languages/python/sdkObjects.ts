/** What objects of the SDKs are, have, and answer, as far as the code shows. */
import { keywordOf, positionalOf } from './calls';
import type { Meanings, SdkObject, Thing } from './meaning';
import { DEEPEST, FOREIGN, lastOf } from './meaning';
import type { CallExpr, PlacedExpr } from './placed';
import type { PlacedStatement } from './reading';
import { MAKES, roleOfClass } from './sdkClasses';

export function attributeOf(meanings: Meanings, thing: Thing, name: string): readonly Thing[] {
  switch (thing.kind) {
    case 'imported':
      return meanings.importedFrom(`${thing.path}.${name}`);
    case 'object':
      if (thing.role === 'session' && name === 'sagemaker_client') return [clientOf(meanings, thing, 'sagemaker')];
      if (thing.role === 'session' && name === 'sagemaker_runtime_client')
        return [clientOf(meanings, thing, 'sagemaker-runtime')];
      if (thing.role === 'session' && name === 'boto_session')
        return [{ kind: 'session', region: regionOfObject(meanings, thing) }];
      if (name === 'sagemaker_session') return sessionOf(meanings, thing);
      if (name === 'predictor' || name === 'model') return [thing];
      return [];
    case 'session':
      return [];
    case 'class':
    case 'instance':
      return meanings.at(thing.statement).memberOf(thing.body, name);
    case 'client':
    case 'function':
    case 'foreign':
      return [];
  }
}

function clientOf(meanings: Meanings, session: SdkObject, service: string): Thing {
  return { kind: 'client', service, region: regionOfObject(meanings, session) };
}

function sessionOf(meanings: Meanings, thing: SdkObject): readonly Thing[] {
  const given = thing.made === null ? null : keywordOf(thing.made.expr, 'sagemaker_session');
  if (given !== null && thing.made !== null) return meanings.of({ expr: given, statement: thing.made.statement });
  return [{ kind: 'object', role: 'session', className: 'Session', made: null, source: null, method: null }];
}

/** Where the code names the Region of an object's session. */
export function regionOfObject(meanings: Meanings, thing: SdkObject): PlacedExpr | null {
  for (let each: SdkObject | null = thing; each !== null; each = each.source) {
    if (each.made === null) continue;
    const { expr, statement } = each.made;
    const session =
      keywordOf(expr, 'sagemaker_session') ??
      keywordOf(expr, 'boto_session') ??
      keywordOf(expr, 'session') ??
      (each.role === 'session' ? positionalOf(expr, 0) : null);
    const found = session === null ? [] : meanings.of({ expr: session, statement });
    for (const one of found) {
      if (one.kind === 'session' && one.region !== null) return one.region;
      const region = one.kind === 'object' && one !== each ? regionOfObject(meanings, one) : null;
      if (region !== null) return region;
    }
    const region = keywordOf(expr, 'region');
    if (region !== null && each.role === 'core') return { expr: region, statement };
  }
  return null;
}

export function calledThings(meanings: Meanings, call: CallExpr, statement: PlacedStatement): readonly Thing[] {
  const { callee } = call;
  const made: PlacedExpr<CallExpr> = { expr: call, statement };
  if (callee.kind === 'attribute') {
    const bases = meanings.of({ expr: callee.base, statement });
    const found = bases.flatMap((base): readonly Thing[] => methodOf(meanings, base, callee.name, made));
    if (found.length > 0) return found;
  }
  return meanings.of({ expr: callee, statement }).flatMap((thing): readonly Thing[] => callOf(meanings, thing, made));
}

function methodOf(meanings: Meanings, base: Thing, method: string, made: PlacedExpr<CallExpr>): readonly Thing[] {
  if (base.kind === 'session' && (method === 'client' || method === 'resource'))
    return [clientMade(meanings, made, base.region)];
  if (base.kind === 'object') {
    if (base.role === 'session' && method === 'client')
      return [clientMade(meanings, made, regionOfObject(meanings, base))];
    const makes = Object.hasOwn(MAKES, method) ? MAKES[method] : undefined;
    if (makes?.of.includes(base.role) === true) {
      const className = makes.className ?? base.className;
      return [{ kind: 'object', role: makes.role, className, made, source: base, method }];
    }
    // `estimator.attach` through an object, `builder.configure_for_…().build()`
    return method.startsWith('configure') ? [base] : [];
  }
  if (base.kind === 'imported') {
    const role = roleOfClass(base.path);
    if (role === 'core') return [{ kind: 'object', role, className: lastOf(base.path), made, source: null, method }];
    if (role !== null && /^(?:attach|from_\w+|create|get)$/.test(method))
      return [{ kind: 'object', role, className: lastOf(base.path), made, source: null, method }];
  }
  return [];
}

function callOf(meanings: Meanings, thing: Thing, made: PlacedExpr<CallExpr>): readonly Thing[] {
  switch (thing.kind) {
    case 'imported':
      return madeBy(meanings, thing.path, made);
    case 'class': {
      const role = roleOfOwnClass(meanings, thing.bases, made);
      return [role ?? { kind: 'instance', body: thing.body, statement: thing.statement, made }];
    }
    case 'function':
      return thing.body.returns.flatMap(({ expr }) => meanings.of({ expr, statement: thing.statement }));
    case 'object':
    case 'client':
    case 'session':
    case 'instance':
    case 'foreign':
      return [];
  }
}

function madeBy(meanings: Meanings, path: string, made: PlacedExpr<CallExpr>): readonly Thing[] {
  if (path === 'boto3.client' || path === 'boto3.resource') return [clientMade(meanings, made, null)];
  if (path === 'boto3.Session' || path === 'boto3.session.Session')
    return [{ kind: 'session', region: regionArgument(made, 3) }];
  // Whatever a mock is asked for is a mock.
  if (/^(?:unittest\.)?mock\b/.test(path)) return [{ kind: 'imported', path }];
  const role = roleOfClass(path);
  if (role !== null) return [{ kind: 'object', role, className: lastOf(path), made, source: null, method: null }];
  // A function of somebody else's module may return anything; a class of it is something else.
  return /^[A-Z]/.test(lastOf(path)) && !/^sagemaker(?:_core)?\b/.test(path) ? [FOREIGN] : [];
}

/** An object of a class of this unit that is derived from one of the SDK's. */
function roleOfOwnClass(
  meanings: Meanings,
  bases: readonly PlacedExpr[],
  made: PlacedExpr<CallExpr>,
  depth = 0,
): SdkObject | null {
  for (const base of depth < DEEPEST ? bases : [])
    for (const thing of meanings.of(base)) {
      const role = thing.kind === 'imported' ? roleOfClass(thing.path) : null;
      if (role !== null && thing.kind === 'imported')
        return { kind: 'object', role, className: lastOf(thing.path), made, source: null, method: null };
      const inherited = thing.kind === 'class' ? roleOfOwnClass(meanings, thing.bases, made, depth + 1) : null;
      if (inherited !== null) return inherited;
    }
  return null;
}

function clientMade(meanings: Meanings, made: PlacedExpr<CallExpr>, region: PlacedExpr | null): Thing {
  const { expr, statement } = made;
  const service = keywordOf(expr, 'service_name') ?? positionalOf(expr, 0);
  return {
    kind: 'client',
    service: service === null ? null : meanings.text({ expr: service, statement }),
    region: regionArgument(made, 1) ?? region,
  };
}

function regionArgument({ expr, statement }: PlacedExpr<CallExpr>, position: number): PlacedExpr | null {
  const region = keywordOf(expr, 'region_name') ?? positionalOf(expr, position);
  return region === null ? null : { expr: region, statement };
}
