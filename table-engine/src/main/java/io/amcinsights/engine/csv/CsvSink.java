package io.amcinsights.engine.csv;

import java.io.IOException;

/** Receives what {@link CsvParser} reads. */
interface CsvSink {

  /** A value: bytes are valid only during the call. */
  void value(byte[] bytes, int length, boolean quoted) throws IOException;

  /** The record is complete; what is wrong with it, or the empty text. */
  String endRecord() throws IOException;
}
