package dev.annals.eventstore.audit.export;

import java.io.IOException;
import java.io.OutputStream;

/** Where the files of an export go. */
interface ExportTarget {

  /**
   * Adds a file.
   *
   * @param name with slashes between its parts
   */
  void add(String name, Content content) throws IOException;

  /** What is in a file. */
  interface Content {

    /** The stream is not this one's to close. */
    void writeTo(OutputStream out) throws IOException;
  }
}
