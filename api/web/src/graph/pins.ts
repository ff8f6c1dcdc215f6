// Dots that were put somewhere by hand, as the address has them: where in the frame of the picture, so that the same address
// shows them there again, whatever the size of the window.

/** A pinned dot: what it stands for, and its place in the frame, from 0 to 1 to the right and down. */
export interface Pin {
  key: string;
  x: number;
  y: number;
}

const PLACES = 4; // digits: a tenth of a pixel

/** The pins that an address tells of; what is no pin is left out. */
export function pinsOf(texts: readonly string[]): Pin[] {
  return texts.flatMap((text) => {
    const [, x, y, key] = /^(-?[\d.]{1,9}),(-?[\d.]{1,9}),(.+)$/.exec(text) ?? [];
    const pin = { key: key ?? "", x: Number(x), y: Number(y) };
    return key && Number.isFinite(pin.x) && Number.isFinite(pin.y) ? [pin] : [];
  });
}

/** A pin as the address has it. */
export function pinText({ key, x, y }: Pin): string {
  const told = (share: number): string => String(Number(share.toFixed(PLACES)));
  return `${told(x)},${told(y)},${key}`;
}

/** The same place in a picture that is higher than wide, in which all is mirrored at the diagonal, and the way back. */
export function turned(pin: Pin): Pin {
  return { ...pin, x: 1 - pin.y, y: 1 - pin.x };
}
