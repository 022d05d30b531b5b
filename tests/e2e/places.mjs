/** By the key that goes to it after `g`: a view's name, and what is on it. */
export const VIEWS = {
  u: ["usage", ".usage"],
  h: ["heatmaps", ".heatmaps"],
  l: ["limits", ".limits"],
  c: ["cost", ".cost"],
  s: ["sessions", ".list"],
  p: ["projects", ".projects"],
  t: ["tools", ".tools"],
  x: ["context", ".context"],
  q: ["quality", ".quality"],
  v: ["privacy", ".privacy"],
  o: ["overview", ".overview"],
};
