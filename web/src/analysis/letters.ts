// Bytes out of letters: six bytes in seven letters of 116, each one byte in UTF-8. `build/letters.mjs` writes them; both ends
// are one format.
//
// What breaks if touched: browsers take every end of a line for `\n` and keep no zero, and a `<` could end the element that
// the letters stand in. The other letters that are left out mean something to terminals and to old editors.

const LETTERS = 116;
const TOGETHER = 7;
const LEFT_OUT = "\0\x04\x07\b\n\v\f\r\x1A\x1B<\x7F";

/** The bytes that these letters stand for. */
export function bytesOf(letters: string): Uint8Array<ArrayBuffer> {
  const values = valuesByCode();
  const bytes = new Uint8Array(letters.length - Math.ceil(letters.length / TOGETHER));
  let written = 0;
  for (let first = 0; first < letters.length; first += TOGETHER) {
    const last = Math.min(first + TOGETHER, letters.length) - 1;
    // 48 bits: too many to be shifted, few enough for a number.
    let value = 0;
    for (let at = last; at >= first; at -= 1) value = value * LETTERS + (values[letters.charCodeAt(at)] ?? 0);
    for (let at = first; at < last; at += 1) {
      bytes[written++] = value % 256;
      value = Math.floor(value / 256);
    }
  }
  return bytes;
}

/** What each letter stands for, by its code. */
function valuesByCode(): Uint8Array {
  const values = new Uint8Array(128);
  let value = 0;
  for (let code = 0; code < values.length; code += 1) if (!LEFT_OUT.includes(String.fromCharCode(code))) values[code] = value++;
  return values;
}
