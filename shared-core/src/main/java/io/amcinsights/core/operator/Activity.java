package io.amcinsights.core.operator;

import java.util.Map;

/** Work that neither a queue nor the object catalog shows. */
public interface Activity {

  /**
   * How much there is of each kind, for example {@code event outbox} or {@code executions}; kinds
   * with nothing to do may be left out.
   */
  Map<String, Long> busy();
}
