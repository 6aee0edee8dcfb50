package io.amcinsights.engine;

import io.amcinsights.core.dataset.Dataset;
import java.util.List;

/** This process, if it were small. */
record SmallWorkers(long most) implements Workers {

  @Override
  public long share() {
    return INLINE.share();
  }

  @Override
  public long mostRewritten(Dataset dataset) {
    return most;
  }

  @Override
  public long mostCompacted() {
    return most;
  }

  @Override
  public boolean mayPassOn() {
    return true;
  }

  @Override
  public <R> List<R> run(List<? extends Unit<R>> units, Site here) {
    return INLINE.run(units, here);
  }
}
