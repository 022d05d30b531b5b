// Unpacks LZMA: the module stands so in the page, because it is a tenth smaller than by Zstandard. Written after the
// description of the format that its author gave to the public domain.
//
// What breaks if touched: each bit moves the probability that it was asked by. One question more or less, or two that share
// one, and all that follows is noise; `test/run.mjs` sees it.

/** Of 2048: how likely a bit is 0. All begin as even. */
const EVEN = 1024;
const ALL_BITS = 11;
/** By so many bits a probability moves to what was seen. */
const MOVE_BITS = 5;
const RANGE_LEAST = 1 << 24;

/** Properties, size of the window, size of what was packed. */
const HEADER_BYTES = 13;
/** What came last: a literal, a match, one at an older distance or a single byte of it, and what came before that. */
const STATES = 12;
const FIRST_STATE_AFTER_MATCH = 7;
const AFTER_LITERAL = [0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 4, 5];
/** No file looks at more bits of the position. */
const PLACES = 16;
const LITERAL_ODDS = 0x300;
const LEAST_LENGTH = 2;
/** A choice of two, twice, then 8, 8 or 256 lengths; the first two for each place. */
const LENGTH_ODDS = 2 + 2 * PLACES * 8 + 256;

/** Where the probabilities of each question begin. */
const IS_MATCH = 0;
const IS_REPEATED = IS_MATCH + STATES * PLACES;
const IS_OLDER = IS_REPEATED + STATES;
const IS_LONG = IS_OLDER + 3 * STATES;
const SLOTS = IS_LONG + STATES * PLACES;
const NEAR = SLOTS + 4 * 64;
const ALIGN = NEAR + 128;
const LENGTH = ALIGN + 16;
const REPEATED_LENGTH = LENGTH + LENGTH_ODDS;
const LITERALS = REPEATED_LENGTH + LENGTH_ODDS;

/** The bits of a packed file, each by its own probability. */
class Bits {
  readonly #odds: Uint16Array;
  /** Range and code. Browsers keep numbers of 32 bits apart where they stand in fields of their own: a quarter slower. */
  readonly #now = new Uint32Array([0xffffffff, 0]);
  #next = HEADER_BYTES;

  constructor(
    readonly packed: Uint8Array,
    literals: number,
  ) {
    this.#odds = new Uint16Array(LITERALS + literals).fill(EVEN);
    for (let count = 0; count < 5; count += 1) this.#take(this.#now[1] ?? 0);
  }

  /** The code with one byte more. */
  #take(code: number): void {
    this.#now[1] = (code << 8) | (this.packed[this.#next++] ?? 0);
  }

  /** The next bit, where the codes below this are those of a 0. */
  #bit(range: number, bound: number): number {
    const now = this.#now;
    const code = now[1] ?? 0;
    const bit = code < bound ? 0 : 1;
    const left = bit === 1 ? range - bound : bound;
    const rest = bit === 1 ? code - bound : code;
    now[0] = left < RANGE_LEAST ? left << 8 : left;
    if (left < RANGE_LEAST) this.#take(rest);
    else now[1] = rest;
    return bit;
  }

  /** The next bit, by the probability at this place. */
  one(at: number): number {
    const likely = this.#odds[at] ?? EVEN;
    const range = this.#now[0] ?? 0;
    const bit = this.#bit(range, Math.imul(range >>> ALL_BITS, likely) >>> 0);
    this.#odds[at] = likely + (bit === 1 ? -(likely >> MOVE_BITS) : (2 * EVEN - likely) >> MOVE_BITS);
    return bit;
  }

  /** A number of so many bits, the highest first; each has a probability for all that stood before it. */
  tree(from: number, count: number): number {
    let path = 1;
    for (let left = count; left > 0; left -= 1) path = 2 * path + this.one(from + path);
    return path - (1 << count);
  }

  /** The same, the lowest first. */
  treeUpwards(from: number, count: number): number {
    let path = 1;
    let value = 0;
    for (let at = 0; at < count; at += 1) {
      const bit = this.one(from + path);
      path = 2 * path + bit;
      value |= bit << at;
    }
    return value;
  }

  /** A number whose bits are as often 0 as 1. */
  even(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) {
      const half = (this.#now[0] ?? 0) >>> 1;
      value = 2 * value + this.#bit(2 * half, half);
    }
    return value;
  }

  length(from: number, place: number): number {
    if (this.one(from) === 0) return this.tree(from + 2 + place * 8, 3);
    if (this.one(from + 1) === 0) return 8 + this.tree(from + 2 + (PLACES + place) * 8, 3);
    return 16 + this.tree(from + 2 + 2 * PLACES * 8, 8);
  }

  /** How far back a match of this length stands, less one. */
  distance(length: number): number {
    const slot = this.tree(SLOTS + Math.min(length, 3) * 64, 6);
    if (slot < 4) return slot;
    const count = (slot >> 1) - 1;
    const first = (2 | (slot & 1)) << count;
    if (slot < 14) return first + this.treeUpwards(NEAR + first - slot, count);
    return first + this.even(count - 4) * 16 + this.treeUpwards(ALIGN, 4);
  }
}

/** What a file of LZMA holds, which says how long it is and is whole. */
export function unpacked(packed: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new DataView(packed.buffer, packed.byteOffset, HEADER_BYTES);
  const properties = header.getUint8(0);
  const literalBits = properties % 9;
  const literalPlaceBits = Math.floor(properties / 9) % 5;
  const placeMask = (1 << Math.floor(properties / 45)) - 1;
  const bits = new Bits(packed, LITERAL_ODDS << (literalBits + literalPlaceBits));
  const out = new Written(header.getUint32(5, true));
  while (!out.isWhole()) {
    const place = out.at & placeMask;
    if (bits.one(IS_MATCH + out.state * PLACES + place) === 0) out.literal(bits, literalBits, literalPlaceBits);
    else if (bits.one(IS_REPEATED + out.state) === 0) out.match(bits, place);
    else out.repeat(bits, place);
  }
  return out.bytes;
}

/** What is unpacked so far, and what the next question depends on. */
class Written {
  readonly bytes: Uint8Array<ArrayBuffer>;
  at = 0;
  state = 0;
  /** How far back the last four matches stood, less one. */
  readonly #far = new Uint32Array(4);

  constructor(length: number) {
    this.bytes = new Uint8Array(length);
  }

  isWhole(): boolean {
    return this.at >= this.bytes.length;
  }

  /** A byte of its own. */
  literal(bits: Bits, literalBits: number, placeBits: number): void {
    const place = this.at & ((1 << placeBits) - 1);
    const last = this.bytes[this.at - 1] ?? 0;
    const from = LITERALS + LITERAL_ODDS * ((place << literalBits) + (last >> (8 - literalBits)));
    // Right after a match: what would have followed there hardly comes here.
    let there = this.#isAfterLiteral() ? undefined : this.#back();
    let path = 1;
    while (path < 256) {
      const expected = there === undefined ? 0 : 1 + ((there >> 7) & 1);
      const bit = bits.one(from + 256 * expected + path);
      path = 2 * path + bit;
      there = there !== undefined && bit === expected - 1 ? there << 1 : undefined;
    }
    this.bytes[this.at++] = path;
    this.state = AFTER_LITERAL[this.state] ?? 0;
  }

  /** What stood before, at a distance that is new. */
  match(bits: Bits, place: number): void {
    const length = bits.length(LENGTH, place);
    this.#toFront(3, bits.distance(length));
    this.#copy(LEAST_LENGTH + length, 7, 10);
  }

  /** What stood before, at one of the last four distances. */
  repeat(bits: Bits, place: number): void {
    const back = this.#which(bits);
    if (back === 0 && bits.one(IS_LONG + this.state * PLACES + place) === 0) return this.#copy(1, 9, 11);
    this.#toFront(back, this.#far[back] ?? 0);
    this.#copy(LEAST_LENGTH + bits.length(REPEATED_LENGTH, place), 8, 11);
  }

  /** A distance becomes the last one; those that were later than the one at this place become older. */
  #toFront(from: number, distance: number): void {
    for (let at = from; at > 0; at -= 1) this.#far[at] = this.#far[at - 1] ?? 0;
    this.#far[0] = distance;
  }

  #which(bits: Bits): number {
    let back = 0;
    while (back < 3 && bits.one(IS_OLDER + back * STATES + this.state) === 1) back += 1;
    return back;
  }

  /** Byte by byte: what is copied may reach into itself. What comes next depends on what came before. */
  #copy(length: number, afterLiteral: number, afterMatch: number): void {
    this.state = this.#isAfterLiteral() ? afterLiteral : afterMatch;
    const until = this.at + length;
    const back = (this.#far[0] ?? 0) + 1;
    let { at, bytes } = this;
    for (; at < until; at += 1) bytes[at] = bytes[at - back] ?? 0;
    this.at = at;
  }

  #back(): number {
    return this.bytes[this.at - (this.#far[0] ?? 0) - 1] ?? 0;
  }

  #isAfterLiteral(): boolean {
    return this.state < FIRST_STATE_AFTER_MATCH;
  }
}
