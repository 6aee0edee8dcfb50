package io.amcinsights.cli.destroy;

import java.util.List;

/** Remembers what was done. */
public record FakeTelling(List<String> said) implements Telling {

  public static FakeTelling to(List<String> said) {
    return new FakeTelling(said);
  }

  @Override
  public void done(String what) {
    said.add(what);
  }

  @Override
  public void progress(String what) {}
}
