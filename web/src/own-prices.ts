// A person's own prices: core checks them and every cost follows. They stay where the numbers are kept.

import type { PricesAdded } from "./analysis/messages";
import { told } from "./keeping";
import { refresh, worker } from "./numbers";

/** Prices of one model as they are typed: dollars per million tokens; an empty one is as input. */
export interface Typed {
  input: string;
  cached_input: string;
  cache_write: string;
  output: string;
}

/** Gives a model prices, in place of those that it has. */
export function givePrice(model: string, { input, cached_input, cache_write, output }: Typed): Promise<PricesAdded> {
  const price = { input, cached_input: cached_input || null, cache_write: cache_write || null, output };
  return addPrices(new Blob([JSON.stringify({ [model]: price })]));
}

/** Adds the prices of a file such as the command line reads. */
export async function addPrices(add: Blob): Promise<PricesAdded> {
  const added = (await worker().do("prices", { add })) as PricesAdded;
  if (!added.refused) await follow();
  return added;
}

/** The built-in prices of a model hold again. */
export async function removePrice(remove: string): Promise<void> {
  await worker().do("prices", { remove });
  await follow();
}

/** All built-in prices hold again. */
export async function resetPrices(): Promise<void> {
  await worker().do("prices", { reset: true });
  await follow();
}

async function follow(): Promise<void> {
  await refresh();
  told();
}
