package io.amcinsights.local.deploy;

import java.util.Set;
import java.util.TreeSet;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** What templates have and this machine puts to no effect; it is told of once. */
final class InertTypes {

  private static final Logger LOG = LogManager.getLogger(InertTypes.class);

  private final Set<String> met = new TreeSet<>();
  private final Set<String> told = new TreeSet<>();

  void add(String type) {
    met.add(type);
  }

  /** Tells what is new since the last time. */
  void tell() {
    met.removeAll(told);
    if (!met.isEmpty()) {
      LOG.info("Without effect on this machine: {}", String.join(", ", met));
      told.addAll(met);
    }
  }
}
