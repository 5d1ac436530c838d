/** Decides how long to wait before a server that has ended by itself is started again. */
export declare class BackOff {
  #private;
  /**
   * Notes that the server has ended.
   * @param now in milliseconds.
   * @returns how many milliseconds to wait; null when it has ended so often within three minutes that it would again.
   */
  next(now: number): number | null;
  /** Forgets the ends so far: somebody has asked for a new start. */
  forget(): void;
}
