// Answers about CBOR with a library that is not ours, by its strict deterministic rules (CDE:
// shortest heads, definite lengths, bytewise ascending keys without repetition).
//
//   node judge.mjs reencode        a line of hex in: the item decoded and encoded anew, or "refused"
//   node judge.mjs make COUNT      COUNT random items of our subset, a line of hex each
import { createInterface } from 'node:readline';
import { cdeDecodeOptions, cdeEncodeOptions, decode, encode } from 'cbor2';

const hexOf = (value) => Buffer.from(encode(value, cdeEncodeOptions)).toString('hex');

function reencoded(line) {
  try {
    return hexOf(decode(line, { encoding: 'hex', ...cdeDecodeOptions }));
  } catch {
    return 'refused';
  }
}

// A linear congruential generator: the same items at every run.
let state = 20261122n;
function below(bound) {
  state = (state * 6364136223846793005n + 1442695040888963407n) & 0xffffffffffffffffn;
  return Number((state >> 33n) % BigInt(bound));
}

const letters = ['a', 'ễ', 'đ', '水', '𐅑', '"', '\\', ' '];
const magnitude = () => (2 ** below(54) - 1 + below(3)) % Number.MAX_SAFE_INTEGER;

function randomValue(depth) {
  switch (below(depth > 1 ? 9 : 5)) {
    case 0: return magnitude();
    case 1: return -1 - magnitude();
    case 2: return Uint8Array.from({ length: below(20) * below(15) }, () => below(256));
    case 3: return Array.from({ length: below(90) }, () => letters[below(letters.length)]).join('');
    case 4: return below(2) === 1;
    case 5:
    case 6: return Array.from({ length: below(4) }, () => randomValue(depth - 1));
    default: {
      // In any order, now and then more than a one-byte head counts.
      const map = new Map();
      for (let left = below(40) === 0 ? 300 : below(4); left > 0; --left) {
        map.set(magnitude(), randomValue(left > 4 ? 1 : depth - 1));
      }
      return map;
    }
  }
}

const [, , verb, count] = process.argv;
if (verb === 'make') {
  const lines = Array.from({ length: Number(count) }, () => hexOf(randomValue(8)));
  process.stdout.write(lines.join('\n') + '\n');
} else if (verb === 'reencode') {
  const answers = [];
  for await (const line of createInterface({ input: process.stdin })) answers.push(reencoded(line));
  process.stdout.write(answers.join('\n') + '\n');
} else {
  console.error('judge.mjs: reencode or make COUNT');
  process.exitCode = 2;
}
