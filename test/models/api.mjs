// A library's API as its type declarations give it, walked by the paths of a model. Separate from verify.mjs, which fetches libraries.

/** A path with each of its alternatives spelled out. */
export function pathsOf(path) {
  let paths = [[]];
  for (const step of stepsOf(path)) paths = paths.flatMap((head) => step.map((name) => [...head, name]));
  return paths.map(textOf);
}

/** Steps of a path; each is a list of alternatives. As in the matcher, which is TypeScript and not to be run from here. */
function stepsOf(path) {
  const steps = [];
  for (const segment of path.split(".")) {
    const [, names, calls] = /^(.*?)((?:\(\))*)$/.exec(segment);
    const count = calls.length / 2;
    if (names === "new") steps.push(["new()"]);
    else if (names !== "") steps.push(names.split("|"));
    for (let turn = names === "new" ? 1 : 0; turn < count; turn++) steps.push(["()"]);
  }
  return steps;
}

const textOf = (steps) => steps.reduce((text, step) => (step === "()" ? `${text}()` : text === "" ? step : `${text}.${step}`), "");

export class Api {
  /** No specifier has types. */
  untyped = true;
  #ts;
  #checker;
  #roots = [];
  #modules = [];
  #file;
  /** Types of places that the model names itself: by `types`, `as` and `handle:`. */
  #named = new Map();

  constructor(ts, checker, file, model) {
    this.#ts = ts;
    this.#checker = checker;
    this.#file = file;
    const probe = checker.getSymbolAtLocation(file);
    for (const symbol of probe ? checker.getExportsOfModule(probe) : []) {
      const type = checker.getTypeOfSymbol(symbol);
      if (type.flags & ts.TypeFlags.Any) continue;
      this.untyped = false;
      this.#roots.push({ type, isDefault: symbol.name.startsWith("one") });
    }
    for (const statement of file.statements) {
      if (!ts.isImportDeclaration(statement)) continue;
      const module = checker.getSymbolAtLocation(statement.moduleSpecifier);
      if (module) this.#modules.push(module);
    }
    for (const [name, path] of Object.entries(model.types ?? {})) for (const type of this.#declared(name)) this.#name(path, [type]);
    for (let turn = 0; turn < 4; turn++) for (const call of model.calls) this.#learn(call);
  }

  /** Why a call of the model is not in the types; undefined if it is. */
  problemOf(path, call) {
    const steps = stepsOf(path).map(([step]) => step);
    const made = steps.at(-1) === "new()";
    const holder = made || steps.at(-1) === "()" ? steps.slice(0, -1) : steps;
    const types = this.#at(holder);
    if (types.length === 0) return "not found";
    if (types.some((type) => this.#isAny(type))) return undefined;
    const signatures = types.flatMap((type) => this.#signatures(type, made));
    if (signatures.length === 0) return made ? "cannot be constructed" : "cannot be called";
    const parts = new Set([...(call.sinks ?? []).flatMap((sink) => sink.parts), ...(call.url ? [call.url.part, ...(call.url.query ?? [])] : []), ...(call.callbacks ?? []).map((row) => row.part)]);
    const absent = [...parts].filter((part) => !this.#hasPart(signatures, part));
    const wanted = parts.size > 0 && absent.length === parts.size ? absent : [];
    return wanted.length > 0 ? `no argument ${wanted.join(", ")}` : undefined;
  }

  /** Whether the first name of a path is declared at all. */
  declares(path) {
    return this.#at(stepsOf(path).map(([step]) => step).slice(0, 1)).length > 0;
  }

  /** Methods beside those that the model names, by place: what it may have forgotten. */
  gapsOf(model) {
    const named = new Map();
    for (const row of [...model.calls, ...(model.properties ?? [])]) {
      for (const path of pathsOf(row.path)) {
        const steps = stepsOf(path).map(([step]) => step);
        steps.forEach((step, index) => {
          const holder = textOf(steps.slice(0, index));
          named.set(holder, (named.get(holder) ?? new Set()).add(step));
        });
      }
    }
    const gaps = [];
    for (const [place, known] of named) {
      if (place === "" || place === "default" || known.has("*")) continue;
      const types = this.#at(stepsOf(place).map(([step]) => step)).flatMap((type) => this.#parts(type)).filter((type) => !this.#isAny(type) && type.getCallSignatures().length === 0);
      const names = new Set(types.flatMap((type) => this.#checker.getPropertiesOfType(type)).filter((symbol) => this.#takesData(symbol)).map((symbol) => symbol.name));
      const missing = [...names].filter((name) => !known.has(name) && !/^(?:_|#|on$|once$|off$|then$|catch$|finally$|toString$|toJSON$|constructor$|apply$|bind$|call$|hasOwnProperty$|addListener$|removeListener$|emit$|isPrototypeOf$|propertyIsEnumerable$|toLocaleString$|valueOf$)/.test(name));
      if (missing.length > 0) gaps.push(`${place}: ${missing.join(" ")}`);
    }
    return gaps;
  }

  /** A method of the library's own, with a parameter. */
  #takesData(symbol) {
    if (symbol.declarations?.every((declaration) => /\/(?:typescript\/lib|@types\/node)\//.test(declaration.getSourceFile().fileName))) return false;
    if (symbol.declarations?.some((declaration) => this.#ts.getCombinedModifierFlags(declaration) & (this.#ts.ModifierFlags.Private | this.#ts.ModifierFlags.Protected))) return false;
    return this.#signatures(this.#checker.getTypeOfSymbol(symbol), false).some((signature) => signature.parameters.length > 0);
  }

  #hasPart(signatures, part) {
    return part.split("|").some((one) => {
      const [head, ...path] = one.split(".");
      const index = Number(head);
      if (!/^\d+$/.test(head)) return true;
      return signatures.some((signature) => {
        const parameter = this.#parameter(signature, index);
        return parameter !== undefined && this.#hasPath([parameter], path.filter((key) => key !== ""));
      });
    });
  }

  #hasPath(types, [key, ...rest]) {
    if (key === undefined || key === "*" || key === "[*]" || types.some((type) => this.#isAny(type))) return true;
    const next = types.flatMap((type) => this.#parts(type)).flatMap((type) => this.#property(type, key));
    return next.length > 0 && this.#hasPath(next, rest);
  }

  #parameter(signature, index) {
    const { parameters } = signature;
    const last = parameters.at(-1);
    const rest = last?.valueDeclaration && this.#ts.isParameter(last.valueDeclaration) && last.valueDeclaration.dotDotDotToken !== undefined;
    if (rest && index >= parameters.length - 1) {
      const list = this.#checker.getTypeOfSymbol(last);
      const tuple = this.#checker.isTupleType(list) ? this.#checker.getTypeArguments(list) : undefined;
      return tuple ? tuple[index - parameters.length + 1] : (this.#checker.getIndexTypeOfType(list, this.#ts.IndexKind.Number) ?? list);
    }
    return parameters[index] && this.#checker.getTypeOfSymbol(parameters[index]);
  }

  /** Types that a call's result or callback parameter gives to a place that the model names. */
  #learn(call) {
    const handles = (call.callbacks ?? []).flatMap((row) => row.parameters.map((said, index) => ({ part: row.part, index, said })).filter(({ said }) => said.startsWith("handle:")));
    if (call.as === undefined && handles.length === 0) return;
    for (const path of pathsOf(call.path)) {
      const steps = stepsOf(path).map(([step]) => step);
      if (call.as !== undefined) this.#name(call.as, this.#at(steps.at(-1) === "new()" ? steps : [...(steps.at(-1) === "()" ? steps.slice(0, -1) : steps), "()"]));
      const made = steps.at(-1) === "new()";
      const signatures = handles.length === 0 ? [] : this.#at(made ? steps.slice(0, -1) : steps).flatMap((type) => this.#signatures(type, made));
      for (const { part, index, said } of handles) {
        const [head, ...keys] = part.split(".");
        let types = signatures.map((signature) => this.#parameter(signature, Number(head))).filter((type) => type !== undefined);
        for (const key of keys) types = types.flatMap((type) => this.#parts(type)).flatMap((type) => this.#property(type, key));
        const given = types.flatMap((type) => this.#parts(type)).flatMap((type) => this.#signatures(type, false)).map((signature) => this.#parameter(signature, index));
        this.#name(said.slice(7), given.filter((type) => type !== undefined));
      }
    }
  }

  #name(path, types) {
    const key = textOf(stepsOf(path).map(([step]) => step));
    const known = this.#named.get(key) ?? [];
    this.#named.set(key, [...new Set([...known, ...types])]);
  }

  /** The types of a place. */
  #at(steps) {
    const named = this.#named.get(textOf(steps)) ?? [];
    if (steps.length === 0) return this.#roots.map((root) => root.type);
    const step = steps.at(-1);
    const before = this.#at(steps.slice(0, -1));
    const found = steps.length === 1 ? this.#first(step, before) : before.flatMap((type) => this.#step(type, step));
    return [...new Set([...named, ...found])].slice(0, 40);
  }

  #first(step, before) {
    if (step === "*") return before;
    if (step === "default") return [...this.#roots.filter((root) => root.isDefault).map((root) => root.type), ...before.flatMap((type) => this.#step(type, "default")), ...before];
    return before.flatMap((type) => this.#step(type, step));
  }

  #step(type, step) {
    const parts = this.#parts(type);
    if (parts.some((part) => this.#isAny(part))) return [type];
    if (step === "()" || step === "new()") return parts.flatMap((part) => this.#signatures(part, step === "new()")).flatMap((signature) => this.#settled(this.#checker.getReturnTypeOfSignature(signature)));
    if (step === "*") return parts.flatMap((part) => [...this.#checker.getPropertiesOfType(part)].slice(0, 60).map((symbol) => this.#checker.getTypeOfSymbol(symbol))).concat(parts.flatMap((part) => this.#checker.getIndexTypeOfType(part, this.#ts.IndexKind.String) ?? []));
    return parts.flatMap((part) => this.#property(part, step));
  }

  /** What an awaited value is, besides itself. */
  #settled(type) {
    const awaited = this.#checker.getAwaitedType(type);
    return awaited && awaited !== type ? [type, awaited] : [type];
  }

  #property(type, name) {
    const symbol = this.#checker.getPropertyOfType(type, name);
    if (symbol) return [this.#checker.getTypeOfSymbol(symbol)];
    const any = this.#checker.getIndexTypeOfType(type, this.#ts.IndexKind.String);
    return any ? [any] : [];
  }

  #signatures(type, construct) {
    const kind = construct ? this.#ts.SignatureKind.Construct : this.#ts.SignatureKind.Call;
    return this.#parts(type).flatMap((part) => [...this.#checker.getSignaturesOfType(part, kind), ...(construct ? [] : [])]);
  }

  /** The members of a union, without null and undefined, constraints in place of type parameters. */
  #parts(type) {
    const solid = this.#checker.getNonNullableType(type);
    const members = solid.isUnion() ? solid.types : [solid];
    return members.map((member) => this.#checker.getApparentType(this.#checker.getBaseConstraintOfType(member) ?? member));
  }

  #isAny(type) {
    return Boolean(type.flags & (this.#ts.TypeFlags.Any | this.#ts.TypeFlags.Unknown));
  }

  /** The declared types that a name in `types` may mean. */
  #declared(name) {
    const [first, ...rest] = name.split(".");
    let symbols = this.#modules.flatMap((module) => this.#exported(module, first));
    if (symbols.length === 0) symbols = [this.#checker.resolveName(first, this.#file, this.#ts.SymbolFlags.Type | this.#ts.SymbolFlags.Namespace, false)].filter(Boolean);
    for (const part of rest) symbols = symbols.flatMap((symbol) => this.#exported(symbol, part));
    return symbols.map((symbol) => this.#checker.getDeclaredTypeOfSymbol(symbol)).filter((type) => !this.#isAny(type));
  }

  #exported(symbol, name) {
    const found = this.#checker.getExportsOfModule(symbol).find((one) => one.name === name);
    const whole = symbol.exports?.get("export=");
    const inner = whole ? this.#exportedOfAlias(whole, name) : [];
    return found ? [found.flags & this.#ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(found) : found, ...inner] : inner;
  }

  #exportedOfAlias(symbol, name) {
    const target = symbol.flags & this.#ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
    if (target.name === name || name === "default") return [target];
    const inner = target.exports?.get(name);
    return inner ? [inner] : [];
  }
}
