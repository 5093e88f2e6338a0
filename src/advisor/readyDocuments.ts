import type { Reading } from '../model/language';
import type { Document } from './document';
import { Judged } from './judged';

/** Read documents that are kept ready to be read on; others are read again when asked for. */
const MOST_READY = 16;

/** The most recently used documents stay read; the others give their trees back. */
export class ReadyDocuments {
  private ready: Document[] = [];

  readingOf(document: Document): Reading {
    if (this.ready[0] !== document) this.ready = [document, ...this.without(document)];
    const last = this.ready.length > MOST_READY ? this.ready.pop() : undefined;
    if (last !== undefined) {
      last.reading = null;
      last.judged = new Judged();
      last.changeable = null;
    }
    document.reading ??= document.language.read(document.source, null);
    return document.reading;
  }

  /** Where to remember what is said of a document: nowhere for one that nobody types in. */
  judgedOf(document: Document): Judged {
    return this.ready.includes(document) ? document.judged : new Judged();
  }

  drop(document: Document): void {
    this.ready = this.without(document);
  }

  private without(document: Document): Document[] {
    const { file } = document.source;
    return this.ready.filter((each) => each.source.file !== file);
  }
}
