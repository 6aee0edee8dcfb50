package io.amcinsights.engine.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.amcinsights.core.error.RejectedDataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.zip.ZipException;

/** Reasons why a file cannot become rows: where, what, and what to do. */
final class Faults {

  private static final String REMEDY = ". Deliver a corrected file under the same key";

  private Faults() {}

  static RejectedDataException at(JsonLocation where, String what) {
    return new RejectedDataException("%s: %s%s", position(where), what, REMEDY);
  }

  /** What reading failed with; an exception of the machine's own is no fault of the file. */
  static RuntimeException of(IOException e) {
    if (e instanceof JsonProcessingException json) {
      return new RejectedDataException(
          e, "%s: %s%s", position(json.getLocation()), words(json.getOriginalMessage()), REMEDY);
    }
    if (e instanceof CharacterCodingException) {
      return new RejectedDataException(e, "The file is not UTF-8; save it as UTF-8%s", REMEDY);
    }
    if (e instanceof EOFException || e instanceof ZipException) {
      return new RejectedDataException(
          e,
          "The gzip data is damaged or cut off (%s); deliver the file again under the same key",
          String.valueOf(e.getMessage()));
    }
    return new UncheckedIOException(e);
  }

  /** Without what the parser says in brackets: what it would have liked, and its own settings. */
  private static String words(String message) {
    int bracket = message.indexOf(" (");
    return Shown.of(bracket < 0 ? message : message.substring(0, bracket));
  }

  private static String position(JsonLocation where) {
    return "Line %d, column %d".formatted(where.getLineNr(), where.getColumnNr());
  }
}
