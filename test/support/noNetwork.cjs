// Loaded into the tests and into every server and command line that they start: whoever tries to reach a network ends at once,
// because nothing in the product may. Pipes between processes are no network.
const dgram = require("node:dgram");
const dns = require("node:dns");
const net = require("node:net");

const refuse = (what) => {
  process.stderr.write(`network access: ${what}\n${new Error().stack}\n`);
  process.exit(99);
};

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const pipe = typeof first === "string" ? Number.isNaN(Number(first)) : typeof first === "object" && first !== null && typeof first.path === "string";
  return pipe ? connect.apply(this, args) : refuse("connect");
};
dgram.Socket.prototype.send = () => refuse("datagram");
for (const owner of [dns, dns.promises]) owner.lookup = () => refuse("name lookup");
