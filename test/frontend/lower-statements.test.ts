// Statements, scopes, functions and classes, as the printer shows them.
import assert from "node:assert/strict";
import { body, fnOf, head, lower, textAt } from "./lowering";

describe("lowering of statements and scopes", () => {
  it("destructuring of parameters, with defaults, rest and computed keys", () => {
    assert.deepEqual(body("function f({ a, b: { c = 1 }, [k]: d, ...e }, [g, , h = 2, ...i] = []) {}", "f"), [
      "let a = %p0.a", "let %0 = %p0.b", "let c = (%0.c ?? 1)", "let d = %p0[$k]", "let e = rest(%p0 - a, b, [$k])",
      "let g = %p1.0", "let h = (%p1.2 ?? 2)", "let i = restFrom(%p1, 3)",
    ]);
    assert.equal(head("function f(this: X, { a }: P = {}, b = a, ...c: string[]) {}", "f"), "function f(%p1: $P = {}, b = a, ...c: string[])");
  });

  it("destructuring of variables: a plain source is not copied", () => {
    assert.deepEqual(body("function f(p) { const { ssn, ...rest } = p; const { x } = g(p); var { y } = p; const { z }: T = p; }", "f"), [
      "let ssn = p.ssn", "let rest = rest(p - ssn)", "let %0 = $g(p)", "let x = %0.x", "let %1 = p", "let y = %1.y", "let %2: $T = p", "let z = %2.z",
    ]);
  });

  it("loops, labels and heads with patterns", () => {
    assert.deepEqual(body("async function f(xs) { a: for (const [k, { v }] of xs) { continue a } for await (const x of xs) g(x); for (const k in xs) break; for (y of xs); }", "f"), [
      "a: each %0 of xs", "  let k = %0.0", "  let %1 = %0.1", "  let v = %1.v", "  continue a",
      "each x of async xs", "  $g(x)", "each k~1 in xs", "  break", "each %2 of xs", "  ($y = %2)",
    ]);
    assert.deepEqual(body("function f(n) { for (let i = 0; i < n; i++) g(i); while (n) n--; do n++; while (n); b: { break b } }", "f"), [
      "block", "  let i = 0", "  loop compare:<(i, n) update (i = arith(i, 1))", "    $g(i)",
      "loop n", "  (n = arith(n, 1))", "loop after n", "  (n = arith(n, 1))", "b: block", "  break b",
    ]);
  });

  it("switch with fallthrough, try with a destructured catch", () => {
    assert.deepEqual(body("function f(x) { switch (x.k) { case 1: case 'b': g(); break; default: const y = 1 } try { g() } catch { h() } finally { i() } try {} catch ({ message: m }) { g(m) } }", "f"), [
      "switch x.k", "case 1", 'case "b"', "  $g()", "  break", "default", "  let y = 1",
      "try", "  $g()", "catch ", "  $h()", "finally", "  $i()", "try", "catch %0", "  let m = %0.message", "  $g(m)",
    ]);
  });

  it("functions are hoisted; shadowing names are made unique along the whole chain", () => {
    const text = "function f(x) { use(g); { let x = 1; k(() => x); } function g() { const x = 2; return () => x } return () => x }";
    assert.deepEqual(body(text, "f"), ["let g = fn(f/g)", "$use(g)", "block", "  let x~1 = 1", "  $k(fn(f/~0))", "return fn(f/~1)"]);
    assert.equal(head(text, "f"), "function f(x) [cells x, x~1]");
    assert.deepEqual(body(text, "f/g"), ["let x~1 = 2", "return fn(f/g/~0)"]);
    assert.equal(head(text, "f/g/~0"), "arrow f/g/~0() [captures x~1]");
    assert.deepEqual(body(text, "f/~1"), ["return ^x"]);
  });

  it("top-level names are `module` everywhere, those of top-level blocks are locals", () => {
    const text = "import d, { n as m } from 'x'; let count = 0; var v; { let b = m; function h() { count++; return b } } function f() { v = d; return count }";
    assert.deepEqual(body(text), ["let #f = fn(f)", "let #count = 0", "let #v", "block", "  let h = fn(h)", "  let b = #m"]);
    assert.deepEqual(body(text, "h"), ["(#count = arith(#count, 1))", "return ^b"]);
    assert.deepEqual(lower(text).assignedInFunctions, ["count", "v"]);
  });

  it("captures pass through the functions between", () => {
    const text = "function f(a) { return () => () => { a.x = 1 } }";
    assert.equal(head(text, "f/~0"), "arrow f/~0() [captures a]");
    assert.equal(head(text, "f"), "function f(a) [cells a]");
  });

  it("a second `var` without a value resets nothing", () => {
    assert.deepEqual(body("function f(a) { var a; var b; b = 1; var b; var c = 1, c; }", "f"), ["let b", "(b = 1)", "let c = 1"]);
  });

  it("named function expressions know themselves", () => {
    const text = "function f() { return run(function again(n) { return n ? again(n - 1) : 0 }, function once() {}) }";
    assert.deepEqual(body(text, "f"), ["return $run((again = fn(f/again)), fn(f/once))"]);
    assert.deepEqual(body(text, "f/again"), ["return (n ? ^again(arith(n, 1)) : 0)"]);
  });

  it("ids and displays follow what a function is assigned to", () => {
    const facts = lower("export const obj = { a: () => 1, b() {}, c: { d: async function () {} } }; const e = () => { const g = () => 1; }; x.y = () => 2; run(() => { run(() => 3) }, { key: () => 4 }); function e2() {} exports.z = () => 5;");
    assert.deepEqual(facts.fns.map((f) => [f.id.slice(5), f.display, f.exported]), [
      ["<module>", "module", false], ["e2", "e2", false], ["obj.a", "obj.a", true], ["obj.b", "obj.b", true], ["obj.c.d", "obj.c.d", true],
      ["e", "e", false], ["e/g", "g", false], ["x.y", "x.y", false], ["~0", "callback", false], ["~0/~0", "callback", false], ["key", "key", false], ["z", "z", true],
    ]);
    assert.equal(facts.commonjs, true);
  });

  it("contextual types of function expressions", () => {
    const text = "const f: Handler<X> = (a) => a; const t: Transport = { print: async (x) => x, nested: { deep() {} } }; const h = [(x) => x] satisfies H[]; function make(): T { return { on: (e) => e } } const p = (): Promise<T> => null; async function q(): Promise<T> { return { on: (e) => e } }";
    assert.equal(head(text, "f"), "arrow f(a) [context $Handler<$X>]");
    assert.equal(head(text, "t.print"), 'async arrow t.print(x) [context $Transport["print"]]');
    assert.equal(head(text, "t.nested.deep"), 'method t.nested.deep() [context $Transport["nested"]["deep"]]');
    assert.equal(head(text, "~0"), "arrow ~0(x) [context $H[][number]]");
    assert.equal(head(text, "make/on"), 'arrow make/on(e) [context $T["on"]]');
    assert.equal(head(text, "q/on"), 'arrow q/on(e) [context $T["on"]]');
  });

  it("classes: fields, parameter properties, statics, accessors, private names", () => {
    const text = `export class A<T> extends Base<T> implements I {
      static count = 1; #p = 2; declare d: string; handler = (e) => this.#p; accessor acc = 3;
      constructor(private readonly svc: Svc, plain) { before(); super(plain); this.x = plain }
      static { init(this) } get v(): string { return "" } set v(x) {} private m() {} static s() {} async *[Symbol.asyncIterator]() {} abstract ab(): void; o(a: string): void; o(a) {}
    }`;
    assert.deepEqual(body(text, "A.constructor"), [
      "$before()", "super(plain)", "(this.svc = svc)", "(this.#p = 2)", "(this.handler = fn(A.handler))", "(this.acc = 3)", "(this.x = plain)",
    ]);
    assert.deepEqual(body(text, "A.static {}"), ["(this.count = 1)", "block", "  $init(this)"]);
    const [cls] = lower(text).classes;
    assert.deepEqual(cls?.methods.map((m) => [m.name, m.fn.slice(5), m.accessor, m.static, m.abstract]), [
      ["v", "A.get v", "get", undefined, undefined], ["v", "A.set v", "set", undefined, undefined], ["m", "A.m", undefined, undefined, undefined],
      ["s", "A.static s", undefined, true, undefined], ["[Symbol.asyncIterator]", "A.[Symbol.asyncIterator]", undefined, undefined, undefined],
      ["ab", "A.ab", undefined, undefined, true], ["o", "A.o", undefined, undefined, undefined],
    ]);
    assert.deepEqual(cls?.fields.map((f) => f.name), ["count", "#p", "d", "handler", "acc", "svc"]);
    assert.equal(cls?.base?.t === "ref" && cls.base.name, "Base");
    assert.equal(fnOf(lower(text), "A.m").exported, false);
    assert.equal(fnOf(lower(text), "A.handler").exported, true);
  });

  it("made-up constructors pass their arguments on", () => {
    assert.deepEqual(body("class B extends A { x = 1 }", "B.constructor"), ["super(...%args)", "(this.x = 1)"]);
    assert.deepEqual(body("class B { x = 1 }", "B.constructor"), ["(this.x = 1)"]);
    assert.deepEqual(body("const C = class D extends mix(A) { static me = D }; const E = class {};"), ["let #C = (D = class(C extends $mix($A)))", "let #E = class(E)"]);
  });

  it("field initialisers do not see the constructor's parameters", () => {
    assert.deepEqual(body("const x = 1; class A { y = x; constructor(x) { this.z = x } }", "A.constructor"), ["(this.y = #x)", "(this.z = x)"]);
  });

  it("decorators of classes, methods, parameters and fields", () => {
    const text = "import { Get, Body } from 'n'; @Controller('x') export class C { @Column({ a: 1 }) f: string; constructor(@Inject(T) private t: T2) {} @Get(':id') @Roles.admin m(@Body() b: Dto) {} }";
    const facts = lower(text);
    assert.equal(head(text, "C.m"), 'export method C.m(b: $Dto) [@Get(":id") @Roles.admin]');
    assert.deepEqual(fnOf(facts, "C.m").params[0]?.decorators?.map((d) => [d.name, d.callee.k]), [["Body", "module"]]);
    assert.deepEqual(facts.classes[0]?.decorators.map((d) => d.name), ["Controller"]);
    assert.deepEqual(facts.classes[0]?.fields.map((f) => [f.name, f.decorators]), [["f", ["Column"]], ["t", ["Inject"]]]);
    assert.deepEqual(facts.types[0]?.decorators, ["Controller"]);
  });

  it("enums and namespaces are objects", () => {
    assert.deepEqual(body("enum E { A, B = 5, C, D = B | C, S = 's', T = 'a'.length }"), [
      'let #E = {A: 0, B: 5, C: 6, D: arith(#E.B, #E.C), S: "s", T: "a".length}',
    ]);
    assert.deepEqual(body("namespace N { export const x = 1; const y = 2; export function f() { return x + y } export namespace M { export const z = 3 } } namespace N { export const w = 4 }"), [
      "let #N = {}", "block", "  let f = fn(N.f)", "  (#N.f = f)", "  let x = 1", "  (#N.x = x)", "  let y = 2",
      "  let M = {}", "  block", "    let z = 3", "    (M.z = z)", "  (#N.M = M)", "block", "  let w = 4", "  (#N.w = w)",
    ]);
  });

  it("what is declared `declare` is a global with a known type", () => {
    const facts = lower("declare const gtag: Tag; declare function source(): Patient; gtag(source());");
    assert.deepEqual(body("declare const gtag: Tag; declare function source(): Patient; gtag(source());"), ["$gtag($source())"]);
    assert.deepEqual(facts.variables.map((v) => v.name), ["source", "gtag"]);
  });

  it("type predicates", () => {
    assert.deepEqual(fnOf(lower("function f(x: unknown): x is Patient { return true }"), "f").predicate, { param: "x", type: { t: "ref", name: "Patient", scope: "global", args: [] } });
    assert.deepEqual(fnOf(lower("function f(x: unknown): asserts x { }"), "f").predicate, { param: "x", asserts: true });
  });

  it("the name of an anonymous function is its first word", () => {
    const text = "run(async (x) => x, (y) => y, function () {})";
    const facts = lower(text);
    assert.deepEqual(facts.fns.slice(1).map((f) => textAt(text, f, 1)), ["async", "(", "function"]);
  });
});
