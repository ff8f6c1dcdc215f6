// Whether pictures of graphs can be drawn at all; asked before what draws them is fetched.

/** Whether this browser can draw with WebGL. */
export function canDraw(): boolean {
  return Boolean(document.createElement("canvas").getContext("webgl2"));
}
