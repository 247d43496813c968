// W3 by hand in Node: node peer.mjs IN OUT. Line by line, zones by Intl with its formatters kept.
import {createReadStream, createWriteStream} from 'node:fs';
import {createInterface} from 'node:readline';

const zones = {nl: 'Europe/Amsterdam', us: 'America/New_York', au: 'Australia/Sydney'};
const rates = {high: 21, low: 9, zero: 0};
const formatters = Object.fromEntries(Object.entries(zones).map(([key, timeZone]) => [key,
  new Intl.DateTimeFormat('en-US', {timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric',
    hour: 'numeric', minute: 'numeric', second: 'numeric'})]));
const offsets = new Map();  // of a zone at a UTC hour, in ms

function offsetAt(channel, utc) {
  const hour = Math.floor(utc / 3600000), key = channel + hour;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const p = {};
    for (const {type, value} of formatters[channel].formatToParts(hour * 3600000)) p[type] = Number(value);
    offset = Date.UTC(p.year, p.month - 1, p.day, p.hour, p.minute, p.second) - hour * 3600000;
    offsets.set(key, offset);
  }
  return offset;
}

function toUtc(channel, local) {
  return local - offsetAt(channel, local - offsetAt(channel, local));
}

function parse(channel, text) {
  const n = text.split(/[^0-9]/).map(Number);
  if (channel === 'nl') return Date.UTC(n[2], n[1] - 1, n[0], n[3], n[4]);
  if (channel === 'us') return Date.UTC(n[2], n[0] - 1, n[1], n[3], n[4]);
  return Date.UTC(n[0], n[1] - 1, n[2], n[3], n[4], n[5]);
}

const iso = (ms) => new Date(ms).toISOString().slice(0, 19) + 'Z';
const two = (n) => String(n).padStart(2, '0');

function shown(local, offset) {
  const minutes = Math.abs(offset) / 60000;
  return new Date(local).toISOString().slice(0, 16).replace('T', ' ') + ' ' + (offset < 0 ? '-' : '+') +
    two(Math.floor(minutes / 60)) + ':' + two(minutes % 60);
}

function mapLine({warehouse, cost, discounts, ...line}) {
  const discount = discounts.reduce((sum, d) => sum + (d.percent ?? 0), 0);
  const cents = Math.round(Number(line.price) * 100), rate = rates[line.rate] ?? 0;
  const net = Math.floor((cents * line.qty * (100 - discount) + 50) / 100), tax = Math.floor((net * rate + 50) / 100);
  return {...line, sku: line.sku.replace(/[^A-Za-z0-9]+/g, '-').toUpperCase(), name: line.name.replace(/ +/g, ' ').trim(),
    price: cents / 100, rate, discount, net: net / 100, tax: tax / 100};
}

function map(order) {
  if (order.status === 'VOID') return null;
  const {ordered, customer, internal_ref, audit, ...out} = order;
  const local = parse(order.channel, ordered), utc = toUtc(order.channel, local);
  const lines = order.lines.filter((l) => l.qty > 0).map(mapLine);
  const cents = (key) => lines.reduce((sum, l) => sum + Math.round(l[key] * 100), 0) / 100;
  const first_name = customer.first.trim(), last_name = customer.last.trim(), number = order.number.trim().toUpperCase();
  return {...out, at: iso(utc), shown: shown(local, local - utc), due: iso(toUtc(order.channel, local + 14 * 86400000)),
    first_name, last_name, email: customer.email.toLowerCase(), phone: customer.phone.replace(/\(0\)|[^0-9+]/g, ''), number,
    reference: Number(/[1-9][0-9]*/.exec(number)[0]), note: order.note.replace(/<[^>]*>/g, ''),
    tags: [...new Set(order.tags.split(/[,;]/).map((t) => t.trim().toLowerCase()).filter(Boolean))], lines,
    totals: {net: cents('net'), tax: cents('tax')}, label: `${first_name} ${last_name} (${number})`};
}

const out = createWriteStream(process.argv[3]);
let block = '';
for await (const line of createInterface({input: createReadStream(process.argv[2]), crlfDelay: Infinity})) {
  const made = map(JSON.parse(line));
  if (made) block += JSON.stringify(made) + '\n';
  if (block.length > 1 << 16) {
    if (!out.write(block)) await new Promise((done) => out.once('drain', done));
    block = '';
  }
}
out.end(block);
