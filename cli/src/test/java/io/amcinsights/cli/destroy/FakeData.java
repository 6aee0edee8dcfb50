package io.amcinsights.cli.destroy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Data that is there until it is removed. */
public final class FakeData implements KeptData {

  private final List<String> removed = new ArrayList<>();
  private final Set<String> foreign = new HashSet<>();
  private final Set<String> stubborn = new HashSet<>();

  void foreign(String name) {
    foreign.add(name);
  }

  void stubborn(String name) {
    stubborn.add(name);
  }

  void willing(String name) {
    stubborn.remove(name);
  }

  public List<String> removed() {
    return removed;
  }

  @Override
  public State look(Resource it) {
    if (removed.contains(it.name())) {
      return State.GONE;
    }
    return foreign.contains(it.name()) ? State.FOREIGN : State.OURS;
  }

  @Override
  public void remove(Resource it, Telling telling) {
    if (stubborn.contains(it.name())) {
      throw new DestroyException(it.name() + " stays");
    }
    removed.add(it.name());
  }
}
