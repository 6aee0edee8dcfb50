package io.amcinsights.local.deploy;

import java.util.Set;

/** Makes the resources of one type. Doing it again with the same properties changes nothing. */
interface Provider {

  /** Properties it puts into effect, and those without a meaning on a laptop. */
  record Properties(Set<String> honoured, Set<String> inert) {

    /** For types that take whatever they are given. */
    static final Properties ANY = new Properties(Set.of("*"), Set.of());

    boolean knows(String name) {
      return honoured.contains("*") || honoured.contains(name) || inert.contains(name);
    }
  }

  Properties properties();

  /** Creates or updates; called at every start. */
  Placed place(Request request);

  /** The newer template no longer has it. What holds data stays. */
  default void remove(Request request, Placed placed) {}

  /** Its stack is deleted: it goes, unless it holds something. */
  default void delete(Request request, Placed placed) {
    remove(request, placed);
  }

  /** Its stack is deleted, but it stays: whoever finds it may have it. */
  default void letGo(Request request, Placed placed) {}
}
