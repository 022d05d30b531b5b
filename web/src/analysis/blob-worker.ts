// Workers from blob: addresses, the only ones that the page's policy lets start.

interface ScriptUrlPolicy {
  createScriptURL(address: string): unknown;
}
interface TrustedTypes {
  createPolicy(name: string, rules: ScriptUrlPolicy): ScriptUrlPolicy;
}

// The one policy that the page's `trusted-types` allows: nothing but a blob of this page becomes a script.
const rules: ScriptUrlPolicy = {
  createScriptURL(address) {
    if (!address.startsWith("blob:")) throw new TypeError("only blob: addresses");
    return address;
  },
};
const trustedTypes = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy("cutrack-worker", rules) ?? rules;

/** Starts a worker of this source. */
export function startWorker(source: string): Worker {
  const address = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
  return new Worker(policy.createScriptURL(address) as string);
}
