// What lowering makes of expressions: one line a construct, as the printer shows it.
import assert from "node:assert/strict";
import { body, fnOf, head, lower, textAt } from "./lowering";

/** The expression of the one statement, which may use the parameters `a`, `b`, `c`. */
const expr = (text: string, path?: string): string => (body(`function f(a, b, c) { ${text} }`, "f", path)).join(" / ");

describe("lowering of expressions", () => {
  const cases: [string, string][] = [
    ["a?.b?.[c]?.(1)", "a?.b?[c]?.(1)"],
    ["a[0][`k`]['x']", "a.0.k.x"],
    ["`x${a}y${b}`", "`x${a}y${b}`"],
    ["`plain`", '"plain"'],
    ["a`x${b}y`", "a`x${b}y`"],
    ["-1 + -a", "+(-1, arith(a))"],
    ["a + b + c + 1", "+(a, b, c, 1)"],
    ["a + b * c - 1", "arith(+(a, arith(b, c)), 1)"],
    ["a * b, c", "(arith(a, b), c)"],
    ["a, b, c", "(a, b, c)"],
    ["a += b", "(a = +(a, b))"],
    ["a -= b", "(a = arith(a, b))"],
    ["a.x ??= b", "(a.x = (a.x ?? b))"],
    ["a ||= b", "(a = (a || b))"],
    ["a().x += b", "((%0 = a()), (%0.x = +(%0.x, b)))"],
    ["a[b()] &&= c", "((%0 = b()), (a[%0] = (a[%0] && c)))"],
    ["a++", "(a = arith(a, 1))"],
    ["--a.n", "(a.n = arith(a.n, 1))"],
    ["[a, b] = [b, a]", "((%0 = [b, a]), (a = %0.0), (b = %0.1), %0)"],
    ["({ x: a, y: [b = 1], ...c } = a)", "((%0 = a), (a = %0.x), (%1 = %0.y), (b = (%1.0 ?? 1)), (c = rest(%0 - x, y)), %0)"],
    ["({ a, b = 2 } = c)", "((%0 = c), (a = %0.a), (b = (%0.b ?? 2)), %0)"],
    ["!a", "compare:not(a)"],
    ["'k' in a", "compare:in k(a)"],
    ["b in a", "compare(a, b)"],
    ["a instanceof Error", "compare:instanceof(a, $Error)"],
    ["typeof a === 'string'", "compare:typeof string(a)"],
    ["'object' != typeof a.b", "compare:!typeof object(a.b)"],
    ["'x' === a.kind", 'compare:equals(a.kind, "x")'],
    ["a !== null", "compare:!equals(a, null)"],
    ["a < b", "compare:<(a, b)"],
    ["1 <= a", "compare:>=(a, 1)"],
    ["void a", 'opaque "void"(a)'],
    ["typeof a", 'opaque "typeof"(a)'],
    ["delete a.b", "delete a.b"],
    ["delete a[b]", "delete a[b]"],
    ["a as unknown as string", "((a as unknown) as string)"],
    ["a as const", "a"],
    ["a!.b", "a.b"],
    ["<string>a", "(a as string)"],
    ["a satisfies T", "(a satisfies $T)"],
    ["new a(b, ...c)", "new a(b, ...c)"],
    ["new a", "new a()"],
    ["a<string>(b)", "a<string>(b)"],
    ["import('./x')", 'import("./x")'],
    ["import(a)", "import(?)"],
    ["require('y')", 'import("y")'],
    ["import.meta.url", 'opaque "import.meta"().url'],
    ["new.target", 'opaque "new.target"()'],
    ["({ a, 'b-c': b, [c]: 1, 2: 3, ...a })", "{a: a, b-c: b, [c]: 1, 2: 3, ...a}"],
    ["[a, , ...b]", "[a, undefined, ...b]"],
    ["a[Symbol.iterator]()", "a.[Symbol.iterator]()"],
    ["a ? b : c", "(a ? b : c)"],
    ["/x/g.test(a)", "/x/g.test(a)"],
    ["arguments[0]", "arguments.0"],
    ["undefined", "undefined"],
    ["10n", "10"],
    ["(function () { return 1 })()", "fn(f/~0)()"],
    ["#x in a", "compare:in #x(a)"],
    ["a && b && c", "((a && b) && c)"],
  ];
  for (const [source, expected] of cases) {
    it(source, () => assert.equal(expr(source), expected));
  }

  it("await, yield and delegation", () => {
    assert.deepEqual(body("async function* f(a) { const x = await a; yield x; yield* a; yield; }", "f"), ["let x = await a", "yield x", "yield* a", "yield"]);
    assert.equal(head("async function* f(a) {}", "f"), "async function* f(a)");
  });

  it("JSX: intrinsic and component tags, spread, children, text", () => {
    assert.equal(expr("<a.B x='1' y {...b}>  hi {c}\n  there\n </a.B>", "a.tsx"), '<a.B {x: "1", y: true, ...b, children: ["  hi ", c, "there"]}>');
    assert.equal(expr("<div>{a}</div>", "a.tsx"), "<div {children: a}>");
    assert.equal(expr("<><svg:x/><my-tag/>{/* none */}</>", "a.jsx"), "< {children: [<svg:x>, <my-tag>]}>");
    assert.equal(expr("<Foo onClick={() => a} />", "a.tsx"), "<$Foo {onClick: fn(f/onClick)}>");
  });

  it("long chains come out flat or balanced", () => {
    const many = Array.from({ length: 3000 }, (_, i) => `a.x${i}`);
    const sum = fnOf(lower(`function f(a) { return ${many.join(" + ")} }`), "f").body[0];
    assert.ok(sum?.s === "return" && sum.of?.k === "op" && sum.of.args.length === 3000);
    lower(`function f(a) { return ${many.join(" || ")} }`);
    lower(`function f(a) { return ${many.map((m, i) => `${m} ${i % 2 ? "+" : "*"} `).join("")} 1 }`);
    lower(`function f(a) { return ${many.join(" < ")} }`);
    lower(`function f(a) { return (${many.join(", ")}) }`);
  });

  it("positions: the whole call, the whole access, the name of what is declared", () => {
    const text = "/* x */ export function save(p: Patient) { const who = (p.name); console.log(who, p?.ssn, new Date()); }";
    const fn = fnOf(lower(text), "save");
    assert.equal(textAt(text, fn, 0), text.slice(8));
    assert.equal(textAt(text, fn, 1), "save");
    const [declared, call] = fn.body;
    assert.ok(declared?.s === "let" && declared.init?.k === "get" && call?.s === "expr" && call.of.k === "call");
    assert.equal(textAt(text, fn, declared.at), "who");
    assert.equal(textAt(text, fn, declared.init.at), "p.name");
    assert.equal(textAt(text, fn, call.of.at), "console.log(who, p?.ssn, new Date())");
    assert.deepEqual(call.of.args.map((a) => textAt(text, fn, a.value.at ?? 0)), ["who", "p?.ssn", "new Date()"]);
  });

  it("the hash of a function knows nothing of what is above it, and everything in it", () => {
    const one = fnOf(lower("const a = 1;\nfunction f(x) { return x + a }"), "f");
    const moved = fnOf(lower("// more\n\nconst a = 1;\nfunction f(x) { return x + a }"), "f");
    const other = fnOf(lower("const a = 1;\nfunction f(x) { return x - a }"), "f");
    const global = fnOf(lower("function f(x) { return x + a }"), "f");
    assert.equal(one.hash, moved.hash);
    assert.notEqual(one.hash, other.hash);
    assert.notEqual(one.hash, global.hash);
  });
});
