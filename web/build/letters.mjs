// Bytes as letters that may stand in a script element: thirteen bits in two of 91, which takes 23 % more room than the
// bytes, where base64 takes 33 %. `src/analysis/letters.ts` reads them back; both ends are one format.

const LETTERS = 91;
const BITS = 13;
const FIRST = "$".charCodeAt(0);
const CLOSING = "<".charCodeAt(0);

/** What a letter without a second one holds. */
const BITS_ALONE = 6;

/** The letters of these bytes. Their number tells how many bytes they are: a rest of few bits is one letter. */
export function lettersOf(bytes) {
  const codes = [];
  let [held, heldBits] = [0, 0];
  for (const byte of bytes) {
    held |= byte << heldBits;
    heldBits += 8;
    if (heldBits < BITS) continue;
    const value = held & ((1 << BITS) - 1);
    codes.push(codeOf(value % LETTERS), codeOf(Math.floor(value / LETTERS)));
    held >>>= BITS;
    heldBits -= BITS;
  }
  if (heldBits > 0) codes.push(codeOf(held % LETTERS));
  if (heldBits > BITS_ALONE) codes.push(codeOf(Math.floor(held / LETTERS)));
  return Buffer.from(codes).toString("latin1");
}

/** Printable letters from `$` on. An element of script ends at a `<`, so `!` stands for it. */
function codeOf(value) {
  return FIRST + value === CLOSING ? "!".charCodeAt(0) : FIRST + value;
}
