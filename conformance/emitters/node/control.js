'use strict';
// The control protocol of conformance/README.md: an emitter does what it is told, a command a line.
//
// Nothing is done about signals here: what the library does about them is one of the questions. `fork` is not offered: Node.js has
// none that keeps what the library has in memory.

const readline = require('node:readline');
const { setTimeout: sleep } = require('node:timers/promises');
const { say } = require('./output');

// Whether somebody is there to tell what is to be done.
function wanted() {
  return 'METERSTICK_CONTROL' in process.env;
}

// Greets and does what it is told; comes back when the program is to end. `library` has `record` and `callback`, and `flush` and
// `shutdown` if they make sense for it.
async function obey(library) {
  const words = { record, records, callback };
  for (const word of ['flush', 'shutdown']) {
    if (library[word]) words[word] = timed(word);
  }
  say(`meterstick 1 ${Object.keys(words).join(' ')} stop raise`);
  const lines = readline.createInterface({ input: process.stdin });
  for await (const line of lines) {
    const [word, ...rest] = line.split(' ');
    say(await answer(library, words, word, rest));
    if (word === 'raise') throw new Error('as it was told');
    if (word === 'stop') break;
  }
  // An open standard input would keep the program alive.
  process.stdin.destroy();
}

async function answer(library, words, word, rest) {
  if (word === 'stop' || word === 'raise') return 'ok';
  if (!Object.hasOwn(words, word)) return 'unknown';
  try {
    await words[word](library, ...rest);
    return 'ok';
  } catch (error) {
    return `failed ${String(error).replace(/\s+/g, ' ')}`;
  }
}

function record(library, kind, name, value, ...attributes) {
  const pairs = attributes.map((pair) => {
    const equals = pair.indexOf('=');
    return [text(pair.slice(0, equals)), text(pair.slice(equals + 1))];
  });
  library.record(kind, text(name), number(text(value)), Object.fromEntries(pairs));
}

function records(library, count, kind, name, key) {
  for (let value = 0; value < Number(count); value++) {
    library.record(kind, text(name), { value: 1, whole: true }, { [text(key)]: String(value) });
  }
}

function callback(library, name, value, milliseconds) {
  if (value === 'raise') {
    library.callback(text(name), false, () => { throw new Error('the callback raises, as it was told'); });
  } else if (value === 'slow') {
    library.callback(text(name), true, () => sleep(Number(milliseconds), 1));
  } else {
    const given = number(text(value));
    library.callback(text(name), given.whole, () => given.value);
  }
}

// `flush` and `shutdown` hand their time-out on only if there is one: the library has a default of its own.
function timed(word) {
  return (library, milliseconds) => library[word](milliseconds === undefined ? undefined : Number(milliseconds));
}

// A name, key or value. A lone surrogate is a string here; what else is not UTF-8 cannot be one.
function text(encoded) {
  const surrogates = /%ED%([AB][0-9A-F])%([89AB][0-9A-F])/gi;
  const unit = (_, high, low) => String.fromCharCode(0xd000 | ((parseInt(high, 16) & 0x3f) << 6) | (parseInt(low, 16) & 0x3f));
  return decodeURIComponent(encoded.replace(surrogates, unit));
}

// A value, and whether it is a whole number that was written as one.
function number(said) {
  const whole = /^[+-]?\d+$/.test(said);
  const value = Number(said.replace(/^([+-]?)inf(inity)?$/i, '$1Infinity'));
  if (whole && BigInt(said.replace('+', '')) !== BigInt(value)) throw new RangeError(`no number of JavaScript is ${said}`);
  if (Number.isNaN(value) && said !== 'NaN') throw new TypeError(`${said} is no number`);
  return { value, whole };
}

module.exports = { wanted, obey };
