package io.amcinsights.engine.csv;

import java.io.IOException;

/** Receives what {@link CsvReader} reads. */
@FunctionalInterface
interface CsvSink {

  /** The next record; what is wrong with it, or the empty text. */
  String record(CsvRecord record) throws IOException;
}
