package io.amcinsights.core.library;

import io.amcinsights.core.record.InMemoryRecords;
import java.time.Clock;

/** Keeps the library in memory. */
public final class InMemoryLibrary extends InMemoryRecords<LibraryEntry> implements Library {

  public InMemoryLibrary(Clock clock) {
    super(LibraryJson.SHAPE, clock);
  }
}
