// Bytes out of letters: thirteen bits in two letters of 91. `build/letters.mjs` writes them; both ends are one format.

const LETTERS = 91;
const BITS = 13;
const BITS_ALONE = 6;
/** `$`; the letters go on from there, but that `!` stands for `<`, which could end the element that they stand in. */
const FIRST = 36;
const CLOSING = 60;
const FOR_CLOSING = 33;

/** The bytes that these letters stand for. */
export function bytesOf(letters: string): Uint8Array<ArrayBuffer> {
  const bits = (letters.length >> 1) * BITS + (letters.length & 1) * BITS_ALONE;
  const bytes = new Uint8Array(bits >> 3);
  const value = (place: number) => {
    // Behind the last letter there is no code: it counts as 0, and what is too much falls off the end.
    const code = letters.charCodeAt(place) || FIRST;
    return (code === FOR_CLOSING ? CLOSING : code) - FIRST;
  };
  let [at, held, heldBits] = [0, 0, 0];
  for (let place = 0; place < letters.length; place += 2) {
    held |= (value(place) + value(place + 1) * LETTERS) << heldBits;
    heldBits += BITS;
    for (; heldBits >= 8; heldBits -= 8) {
      bytes[at++] = held;
      held >>>= 8;
    }
  }
  return bytes;
}
