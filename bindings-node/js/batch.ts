// Many documents: read in parallel, told in their order, in memory that does not grow with their number.

import { onAbort } from "./abort.js";
import type { Extraction } from "./answers.js";
import { type Document, isPlain, nameOf, placeOf } from "./documents.js";
import { OCRFactureError, OCRFactureValidationError, cancelled, fromJson } from "./errors.js";
import { type NativeCancel, type NativeEngine, native } from "./native.js";

/** Bytes, and the name a result is told by. */
export interface Named {
  readonly name: string;
  readonly document: Document;
}

/** How far a batch is. */
export interface Progress {
  /** Documents worked on, well or not. */
  readonly done: number;
  /** Those that could not be read. */
  readonly failed: number;
  /** All there are, when that is known. */
  readonly total: number | undefined;
}

/** What came of one document of a batch: a result, or an error. */
export type BatchItem = {
  /** 0 for the first document. */
  readonly index: number;
  /** Its path, or the name given with its bytes. */
  readonly name: string;
} & (
  | { readonly ok: true; readonly result: Extraction; readonly error?: never }
  | { readonly ok: false; readonly error: OCRFactureError; readonly result?: never }
);

/** What a batch reads: a list, a generator of any length, a stream of objects. */
export type Documents = Iterable<Document | Named> | AsyncIterable<Document | Named>;

/** How a batch works. */
export interface BatchWork {
  readonly engine: NativeEngine;
  readonly request: string;
  /** Bytes a document may have. */
  readonly limit: number;
  readonly concurrency: number;
  readonly progress: ((at: Progress) => void) | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Documents handed to the threads ahead of the one they are at, so that they never wait for this one. */
const AHEAD = 2;
/** Documents read ahead of the last one told, a thread. */
const WINDOW = 8;

/** Results in the order of the documents. Read it to the end, leave the loop, or `close` it. */
export class Batch implements AsyncIterableIterator<BatchItem> {
  readonly #work: BatchWork;
  readonly #sources: Iterator<Document | Named> | AsyncIterator<Document | Named>;
  readonly #total: number | undefined;
  readonly #flags = new Set<NativeCancel>();
  readonly #stop = new AbortController();
  /** Read, and not told yet. */
  readonly #read = new Map<number, BatchItem>();
  #taken = 0;
  #told = 0;
  #done = 0;
  #failed = 0;
  #taking = false;
  /** There are no more documents, or the caller's own list failed. */
  #last: { readonly error?: unknown } | undefined;
  #broken: { readonly error: unknown } | undefined;
  #closed = false;
  #wake = (): void => {};
  #deaf = (): void => {};
  #turn: Promise<unknown> = Promise.resolve();

  /** Made by `batchExtract`. */
  constructor(work: BatchWork, documents: Documents) {
    if (typeof documents === "string" || ArrayBuffer.isView(documents) || isPlain(documents)) {
      throw new OCRFactureValidationError("batchExtract lit plusieurs documents : mettez celui-ci dans un tableau.");
    }
    this.#work = work;
    const { length, size } = documents as { length?: unknown; size?: unknown };
    this.#total = [length, size].find((count): count is number => typeof count === "number");
    if (Symbol.asyncIterator in documents) this.#sources = documents[Symbol.asyncIterator]();
    else this.#sources = documents[Symbol.iterator]();
    const { signal } = work;
    if (signal === undefined) return;
    const stop = (): void => this.#break(cancelled(signal));
    if (signal.aborted) stop();
    else this.#deaf = onAbort(signal, stop);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** The next document's result, as soon as it and those before it are read. */
  next(): Promise<IteratorResult<BatchItem, undefined>> {
    const turn = this.#turn.then(() => this.#next());
    this.#turn = turn.catch(() => {});
    return turn;
  }

  /** Stops the work. Nothing more is taken or told. */
  async return(): Promise<IteratorResult<BatchItem, undefined>> {
    await this.close();
    return { done: true, value: undefined };
  }

  /** Stops the work. Nothing more is taken or told. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#deaf();
    this.#flags.forEach((flag) => flag.cancel());
    this.#stop.abort();
    this.#read.clear();
    this.#wake();
    if (this.#last === undefined) await this.#sources.return?.();
  }

  async #next(): Promise<IteratorResult<BatchItem, undefined>> {
    for (;;) {
      if (this.#broken !== undefined && !this.#closed) {
        // The caller's list may be waiting for something that never comes: it is not waited for.
        this.close().catch(() => {});
        throw this.#broken.error;
      }
      if (this.#closed) return { done: true, value: undefined };
      const item = this.#read.get(this.#told);
      if (item !== undefined) {
        this.#read.delete(this.#told);
        this.#told += 1;
        void this.#take();
        return { done: false, value: item };
      }
      if (this.#last !== undefined && this.#told === this.#taken) {
        const { error } = this.#last;
        await this.close();
        if (error !== undefined) throw error;
        return { done: true, value: undefined };
      }
      void this.#take();
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #break(error: unknown): void {
    this.#broken ??= { error };
    this.#flags.forEach((flag) => flag.cancel());
    this.#stop.abort();
    this.#wake();
  }

  /** Takes documents while there is room for them. */
  async #take(): Promise<void> {
    const { concurrency } = this.#work;
    const hasRoom = (): boolean =>
      this.#flags.size < concurrency * AHEAD && this.#taken - this.#told < concurrency * WINDOW;
    const goesOn = (): boolean => !this.#closed && this.#broken === undefined && this.#last === undefined;
    if (this.#taking) return;
    this.#taking = true;
    try {
      while (goesOn() && hasRoom()) {
        const next = await this.#sources.next();
        if (next.done === true) this.#last = {};
        else if (goesOn()) void this.#start(next.value);
      }
    } catch (error) {
      this.#last = { error };
    }
    this.#taking = false;
    this.#wake();
  }

  /** Reads one document, on a thread of the batch. */
  async #start(source: Document | Named): Promise<void> {
    const index = this.#taken;
    this.#taken += 1;
    const flag = new native.Cancel();
    this.#flags.add(flag);
    const { document, name } = isNamed(source) ? source : { document: source, name: nameOf(source, index) };
    let item: BatchItem;
    try {
      const { bytes, path } = await placeOf(document, this.#work.limit, this.#stop.signal);
      const told = await this.#work.engine.call(this.#work.request, bytes, path, flag, undefined);
      if (!told.ok) throw fromJson(told.text);
      item = { index, name, ok: true, result: JSON.parse(told.text) as Extraction };
    } catch (error) {
      if (!(error instanceof OCRFactureError)) return this.#break(error);
      item = { index, name, ok: false, error };
    }
    this.#flags.delete(flag);
    if (this.#closed) return;
    this.#read.set(index, item);
    this.#done += 1;
    if (!item.ok) this.#failed += 1;
    try {
      this.#work.progress?.({ done: this.#done, failed: this.#failed, total: this.#total });
    } catch (error) {
      return this.#break(error);
    }
    this.#wake();
    void this.#take();
  }
}

function isNamed(source: Document | Named): source is Named {
  return isPlain(source) && "document" in source && !("base64" in source);
}
