package io.amcinsights.core.library;

import java.time.Clock;

class InMemoryLibraryTest extends LibraryContract {

  @Override
  protected Library records(Clock clock) {
    return new InMemoryLibrary(clock);
  }
}
