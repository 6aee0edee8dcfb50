package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import java.util.ArrayList;
import java.util.List;

/** Has units of work done: in this process, or in others. */
public interface Workers {

  /** This process, one unit after the other. */
  Workers INLINE =
      new Workers() {

        @Override
        public long share() {
          return Long.MAX_VALUE;
        }

        @Override
        public long mostRewritten(Dataset dataset) {
          return dataset.glue().minRewriteBytes();
        }

        @Override
        public long mostCompacted() {
          return CompactionPlan.MOST_BYTES;
        }

        @Override
        public boolean mayPassOn() {
          return true;
        }

        @Override
        public <R> List<R> run(List<? extends Unit<R>> units, Site here) {
          List<R> answers = new ArrayList<>(units.size());
          units.forEach(unit -> answers.add(unit.run(here)));
          return answers;
        }
      };

  /** Bytes that one unit should be about, so that there are enough of them. */
  long share();

  /** Bytes of a table that a load may write again; more is for workers with more room. */
  long mostRewritten(Dataset dataset);

  /** Bytes of small data files that one run of maintenance may bring together. */
  long mostCompacted();

  /** Whether there are workers with more room, to whom a run is left that has more to compact. */
  boolean mayPassOn();

  /**
   * Does every unit; a failure of one fails all.
   *
   * @param here the caller's own site
   * @return the answers in the order of the units
   */
  <R> List<R> run(List<? extends Unit<R>> units, Site here);
}
