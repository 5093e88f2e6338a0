import type { DocumentUri, Range } from 'vscode-languageserver-types';

/** What our own client tells the server when it starts it. */
export interface InitializationOptions {
  /** Whether the person trusts the workspace; taken as yes where the editor knows no such thing. */
  readonly trusted?: boolean;
  /** Whether the client shows reports, and so wants to be told when they change. */
  readonly reports?: boolean;
  /** Whether the client has the command `sagegreen.showRecipe`. */
  readonly recipes?: boolean;
}

/** The client's command that opens a rewrite beside the code. */
export const SHOW_RECIPE = 'sagegreen.showRecipe';

/** What a squiggle carries along, so that a request about it finds its finding again. */
export interface DiagnosticData {
  readonly file: string;
  readonly fingerprint: string;
}

/** Request without parameters → `SidebarReport`. */
export const REPORT = 'sagegreen/report';
/** Request `FileStatusParams` → `FileStatus`. */
export const FILE_STATUS = 'sagegreen/fileStatus';
/** Request `ScanParams` → `ScanResult`: reads the whole workspace again. */
export const SCAN = 'sagegreen/scan';
/** Request without parameters → `ServerFacts`, for a bug report. */
export const FACTS = 'sagegreen/facts';
/** Notification to the client, `ChangedParams`: reports asked for before are out of date. */
export const CHANGED = 'sagegreen/changed';
/** Notification to the server, `TrustParams`. */
export const TRUST = 'sagegreen/trust';

/** Request to the client, `ReadFileParams` → `FileContent` (see runtime.ts): a file that only the editor can reach. */
export const READ_FILE = 'sagegreen/readFile';
/** Request to the client, `ReadFolderParams` → `FolderEntry[]`, null where there is no such folder. */
export const READ_FOLDER = 'sagegreen/readFolder';

export interface ReadFileParams {
  readonly uri: DocumentUri;
  /** Bytes; a longer file is skipped. */
  readonly limit: number;
}

export interface ReadFolderParams {
  readonly uri: DocumentUri;
}

export interface FolderEntry {
  readonly name: string;
  /** Links are not followed. */
  readonly kind: 'file' | 'folder' | 'other';
}

export interface ScanParams {
  /** Where progress is told, as work done progress. */
  readonly workDoneToken?: string | number;
}

export interface ScanResult {
  readonly cancelled: boolean;
  readonly read: number;
  readonly deployments: number;
  readonly findings: number;
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export interface ChangedParams {
  /** Whether files are still to be read. */
  readonly busy: boolean;
}

export interface TrustParams {
  readonly trusted: boolean;
}

export interface FileStatusParams {
  /** A file, a notebook, or a cell of one. */
  readonly uri: DocumentUri;
}

/** What the status bar says of a file. */
export interface FileStatus {
  /** Whether files are still to be read. */
  readonly busy: boolean;
  /** Leading findings, those without a squiggle included. */
  readonly findings: number;
  readonly deployments: number;
  readonly priced: number;
  /** What keeps deployments from having a price, a sentence each. */
  readonly unresolved: readonly string[];
  /** What the deployments cost, in words: `$336/month, 22 kg CO2e/month`; null where nothing is known. */
  readonly total: string | null;
  /** Why the file was not read. */
  readonly skipped: string | null;
}

export interface SidebarReport {
  /** Totals and coverage of the workspace, a line each. */
  readonly summary: readonly string[];
  readonly practices: readonly SidebarPractice[];
  readonly busy: boolean;
}

export interface SidebarPractice {
  readonly id: string;
  readonly title: string;
  /** What the findings come to, in words; empty where they can't be added. */
  readonly total: string;
  readonly files: readonly SidebarFile[];
}

export interface SidebarFile {
  readonly uri: DocumentUri;
  /** Relative to the workspace, with forward slashes. */
  readonly file: string;
  readonly total: string;
  readonly findings: readonly SidebarFinding[];
}

export interface SidebarFinding {
  readonly fingerprint: string;
  readonly severity: 'warning' | 'information' | 'hint';
  readonly message: string;
  /** What the change does, in words: the end of the message. */
  readonly delta: string;
  /** What would be changed: the message without its delta. */
  readonly subject: string;
  /** The name of the environment, where there are several. */
  readonly environment: string | null;
  /** Other ways to change the same value: shown below, and in no total. */
  readonly alternatives: readonly SidebarFinding[];
  /** The document: a notebook's cell where the notebook is open. */
  readonly uri: DocumentUri;
  /** The cell's index, where `uri` is a notebook's. */
  readonly cell: number | null;
  readonly range: Range;
}

export interface ServerFacts {
  readonly version: string;
  readonly catalogue: { readonly version: string; readonly priceDate: string };
  readonly settings: Readonly<Record<string, unknown>>;
  readonly folders: number;
  readonly openDocuments: number;
  readonly unitsWithDeployments: number;
  readonly deployments: number;
  readonly priced: number;
  readonly findings: Readonly<Record<string, number>>;
  readonly skipped: number;
  readonly indexed: boolean;
  readonly memoryMb: number | null;
}
