import type { ManifestFile } from './manifest.ts'

/** A data file of an inventory that lies on this machine; its MD5 in hex, as it was read. */
export type DataFile = { path: string; md5: string }

/** Where an inventory was delivered: the bucket, or a copy of it in a folder. Paths are with `/`. */
export type ManifestPlace = {
  /** The manifest.json that is named, or the folder to look for it in. */
  readonly start: { manifest: string } | { folder: string }
  /** How messages name a path. */
  describe(path: string): string
  /** Names directly below a folder, those of folders with a slash at the end. @throws Failure */
  list(folder: string): Promise<string[]>
  /** A small file. @throws Failure (2) when it is not there or too large, (4) when the place does not answer */
  read(path: string): Promise<Buffer>
  /**
   * Makes a data file readable on this machine.
   *
   * @param manifest the path of its manifest
   * @param target where it may be put if it has to be fetched; the caller removes what is there
   * @throws Failure as `read`
   */
  fetch(manifest: string, file: ManifestFile, target: string): Promise<DataFile>
  close(): void
}

/** More than any manifest has: S3 names one data file for about a million objects. */
export const MOST_MANIFEST_BYTES = 64 * 1024 * 1024
