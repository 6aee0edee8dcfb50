package io.amcinsights.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What happens to the next commits of a catalog, or just before them. */
final class Faults {

  /** What a catalog does with a commit. */
  enum Fault {
    /** It takes effect. */
    NONE,
    /** It is refused, as if another writer had been faster. */
    CONFLICT,
    /** It takes effect, and nobody is told. */
    LOST,
    /** It does not take effect, and nobody is told. */
    DROPPED
  }

  /** Catalog property that names the faults of a catalog. */
  static final String PROPERTY = "test.faults";

  private static final Map<String, Faults> ALL = new ConcurrentHashMap<>();

  final String id = UUID.randomUUID().toString();
  private final Deque<Fault> next = new ArrayDeque<>();
  private Fault always = Fault.NONE;
  private Runnable meanwhile = () -> {};

  Faults() {
    ALL.put(id, this);
  }

  static Faults of(Map<String, String> catalogProperties) {
    return ALL.get(catalogProperties.get(PROPERTY));
  }

  synchronized void next(Fault... faults) {
    next.addAll(List.of(faults));
  }

  synchronized void always(Fault fault) {
    always = fault;
  }

  /** Does this when everything for the next commit is prepared and nothing is committed. */
  synchronized void beforeNextCommit(Runnable work) {
    meanwhile = work;
  }

  /** Asked by a catalog for every commit. */
  Fault commits() {
    Runnable work;
    synchronized (this) {
      work = meanwhile;
      meanwhile = () -> {};
    }
    work.run();
    synchronized (this) {
      return next.isEmpty() ? always : next.pop();
    }
  }
}
