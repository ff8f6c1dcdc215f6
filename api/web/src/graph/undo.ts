// The way back: what was done to a picture, and how each of it is undone.

export class Undo {
  private readonly steps: (() => void)[] = [];

  /** Tells of every change whether there is anything to undo. */
  constructor(private readonly changed: (some: boolean) => void) {}

  /** Keeps how what was just done is undone. */
  did(back: () => void): void {
    this.steps.push(back);
    this.changed(true);
  }

  /** Undoes the last of it. */
  undo(): void {
    this.steps.pop()?.();
    this.changed(this.steps.length > 0);
  }
}
